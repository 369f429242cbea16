package io.github.data2vec4j.torch;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Work that several threads begin at the same moment. */
final class ManyThreads {

    private ManyThreads() {}

    /**
     * Returns when all are done.
     *
     * @param work takes the thread's number, from 0
     * @throws AssertionError with the first failure
     */
    static void run(int threads, IntConsumer work) {
        var start = new CyclicBarrier(threads);
        var results = new ArrayList<Future<?>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                int number = i;
                results.add(pool.submit(() -> {
                    start.await();
                    work.accept(number);
                    return null;
                }));
            }
        }
        for (var result : results) {
            try {
                result.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
