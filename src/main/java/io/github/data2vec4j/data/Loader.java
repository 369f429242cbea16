package io.github.data2vec4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decodes the batches of coming steps on worker threads while the current one is trained on. What a batch holds is a
 * function of the run's randomness and the step.
 */
public final class Loader implements AutoCloseable {

    private final Source source;
    private final EpochOrder order;
    private final Randomness randomness;
    private final BatchPool pool;
    private final ExecutorService workers;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final int batchSize;
    private final int ahead;
    private long nextStep;

    private record Pending(Batch batch, List<Future<?>> samples) {}

    /**
     * Starts to load.
     *
     * @param firstStep the first step to load for, from 1
     * @param batchSize samples of a batch
     * @param workers threads that decode
     * @param ahead batches that are decoded before they are asked for
     * @throws IllegalArgumentException if one of the numbers is below 1, or the source is empty
     */
    public Loader(Source source, Randomness randomness, long firstStep, int batchSize, int workers, int ahead) {
        if (firstStep < 1 || batchSize < 1 || workers < 1 || ahead < 1) {
            throw new IllegalArgumentException("firstStep, batchSize, workers and ahead are at least 1, not "
                    + firstStep + ", " + batchSize + ", " + workers + " and " + ahead);
        }
        this.source = source;
        this.randomness = randomness.purpose(Purpose.AUGMENT);
        this.order = new EpochOrder(randomness, source.size());
        this.batchSize = batchSize;
        this.ahead = ahead;
        this.nextStep = firstStep;
        // One more than is ahead: the batch in training.
        this.pool = new BatchPool(ahead + 1, shape(batchSize, source.sampleShape()));
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("loader-", 0).daemon().factory());
    }

    private static long[] shape(int batchSize, long[] sample) {
        var shape = new long[sample.length + 1];
        shape[0] = batchSize;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return shape;
    }

    /**
     * The batch of the next step, which the caller closes after use. Where this throws, the loader stays at the step:
     * the next call waits for the same batch, or fails for the same reason.
     *
     * @throws UncheckedIOException if a sample cannot be read
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the loader is closed, or the source failed in another way
     */
    public Batch next() throws InterruptedException {
        while (pending.size() < ahead) {
            submit();
        }
        for (var sample : pending.getFirst().samples) {
            await(sample);
        }
        return pending.removeFirst().batch;
    }

    private static void await(Future<?> sample) throws InterruptedException {
        try {
            sample.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io.getMessage(), io);
            }
            throw new IllegalStateException("a loader thread failed: " + e.getCause(), e.getCause());
        }
    }

    private void submit() throws InterruptedException {
        if (workers.isShutdown()) {
            throw new IllegalStateException("the loader is closed");
        }
        var batch = pool.take();
        long start = (nextStep - 1) * batchSize;
        nextStep++;
        var samples = new ArrayList<Future<?>>(batchSize);
        for (int i = 0; i < batchSize; i++) {
            long position = start + i;
            var slot = batch.slot(i);
            samples.add(workers.submit(() -> {
                // Augmented by its position in the run, so that each epoch sees another view.
                source.read((int) order.sampleAt(position), randomness.sample(position), slot);
                return null;
            }));
        }
        pending.addLast(new Pending(batch, samples));
    }

    /**
     * Stops the workers and frees all memory. Closing again does nothing.
     *
     * @throws IllegalStateException if a batch is still in use
     */
    @Override
    public void close() {
        // From here on no worker writes to a batch.
        workers.shutdownNow();
        workers.close();
        pending.forEach(one -> one.batch.close());
        pending.clear();
        pool.close();
    }
}
