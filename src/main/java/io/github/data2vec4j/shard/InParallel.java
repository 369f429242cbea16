package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same for each of many files, several at once: most of the time a disk or a network is waited for. */
final class InParallel {

    private static final int THREADS = 16;

    /** What is done for one. */
    @FunctionalInterface
    interface Step<T, R> {
        R apply(T one) throws IOException;
    }

    private InParallel() {}

    /**
     * The results, in the order of the arguments.
     *
     * @param what the arguments are, for the progress
     * @throws IOException of the first argument that fails; nothing is under way any more then
     */
    static <T, R> List<R> map(List<T> all, Step<T, R> step, String what, SearchProgress progress) throws IOException {
        try (var executor = Executors.newFixedThreadPool(
                Math.clamp(all.size(), 1, THREADS),
                Thread.ofPlatform().daemon().name("shards-", 0).factory())) {
            var futures = new ArrayList<Future<R>>(all.size());
            for (var one : all) {
                futures.add(executor.submit(() -> step.apply(one)));
            }
            try {
                var results = new ArrayList<R>(all.size());
                for (var future : futures) {
                    results.add(future.get());
                    progress.at(what, results.size(), all.size());
                }
                return results;
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw failure(e);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while shards were opened");
            }
        }
    }

    private static IOException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException io -> io;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case null, default -> new IOException(e);
        };
    }
}
