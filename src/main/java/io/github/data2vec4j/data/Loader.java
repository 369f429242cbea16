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
 * Decodes coming batches on worker threads while the current one is trained on. What a batch holds is a function of the
 * run's randomness and the batch's number.
 */
public final class Loader implements AutoCloseable {

    private final Source source;
    private final BadSamples badSamples;
    private final BatchPlan plan;
    private final Randomness randomness;
    private final BatchPool pool;
    private final ExecutorService workers;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final int ahead;
    private long nextBatch;

    private record Pending(Batch batch, List<Future<?>> rows) {}

    /**
     * Starts to load for a process that trains alone, and tolerates no bad sample.
     *
     * @param firstBatch number of the first batch to load, from 1
     * @param workers threads that decode
     * @param ahead batches that are decoded before they are asked for
     * @throws IllegalArgumentException if one of the numbers is below 1, or the source is empty
     */
    public Loader(Source source, Randomness randomness, long firstBatch, int workers, int ahead) {
        this(source, randomness, Ranks.ALONE, BadSamples.noneTolerated(), firstBatch, workers, ahead);
    }

    /**
     * Starts to load. Where a sample cannot be read, its row shows another one of the same batch: the next that can be
     * read, by the number of its row.
     *
     * @param ranks whose part of the source's batches is loaded
     * @param badSamples is told of samples that cannot be read
     * @throws IllegalArgumentException as the other
     */
    public Loader(
            Source source,
            Randomness randomness,
            Ranks ranks,
            BadSamples badSamples,
            long firstBatch,
            int workers,
            int ahead) {
        if (firstBatch < 1 || workers < 1 || ahead < 1) {
            throw new IllegalArgumentException("firstBatch, workers and ahead are at least 1, not " + firstBatch + ", "
                    + workers + " and " + ahead);
        }
        this.source = source;
        this.badSamples = badSamples;
        this.plan = ranks.part(source.plan(randomness));
        this.randomness = randomness.purpose(Purpose.AUGMENT).rank(ranks.rank());
        this.ahead = ahead;
        this.nextBatch = firstBatch;
        // One more than is ahead: the batch in training.
        this.pool = new BatchPool(ahead + 1, source.dtype(), plan.largestBatch());
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("loader-", 0).daemon().factory());
    }

    /**
     * The next batch, which the caller closes after use. Where this throws, the loader stays at the batch: the next
     * call waits for the same one, or fails for the same reason.
     *
     * @throws UncheckedIOException if more samples cannot be read than are tolerated, or none of a batch can
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the loader is closed, or the source failed in another way
     */
    public Batch next() throws InterruptedException {
        while (pending.size() < ahead) {
            submit();
        }
        for (var row : pending.getFirst().rows) {
            await(row);
        }
        return pending.removeFirst().batch;
    }

    private static void await(Future<?> row) throws InterruptedException {
        try {
            row.get();
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
        var planned = plan.batch(nextBatch);
        var batch = pool.take(planned);
        // Augmented by its place in the run, so that each epoch sees another view.
        var here = randomness.at(nextBatch);
        nextBatch++;
        var rows = new ArrayList<Future<?>>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            int number = row;
            rows.add(workers.submit(() -> {
                fill(batch, number, here.sample(number));
                return null;
            }));
        }
        pending.addLast(new Pending(batch, rows));
    }

    private void fill(Batch batch, int row, Randomness drawn) throws IOException {
        for (int tried = 0; ; tried++) {
            int candidate = (row + tried) % batch.size();
            int sample = batch.plan().samples()[candidate];
            try {
                source.read(sample, drawn, batch.slot(row));
                batch.shows(row, sample);
                return;
            } catch (IOException e) {
                // Closing interrupts whoever reads, which is not the sample's fault.
                if (workers.isShutdown()) {
                    throw e;
                }
                badSamples.add(source.name(sample), e);
                if (tried + 1 == batch.size()) {
                    throw e;
                }
            }
        }
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
