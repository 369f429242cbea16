package io.github.data2vec4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes coming batches, and draws their masks, on worker threads while the current one is trained on. What a batch
 * holds is a function of the run's randomness and the batch's number.
 *
 * <p>One thread at a time asks for batches. Any thread may close them, and the loader.
 */
public final class Loader implements AutoCloseable {

    private static final String CLOSED = "the loader is closed";

    private final Source source;
    private final Masking masking;
    private final BadSamples badSamples;
    private final BatchPlan plan;
    private final Randomness randomness;
    private final BatchPool pool;
    private final ExecutorService workers;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final int ahead;
    private long nextBatch;

    /**
     * A batch under way.
     *
     * @param number its own
     * @param later by how many batches of the plan it comes too early, since it stands in for others
     * @param here decides what is random in it
     * @param unread counts down the rows
     * @param rows of those that the workers know; a future says whether there is something in the row
     */
    private record Pending(
            long number, int later, Batch batch, Randomness here, AtomicInteger unread, List<Future<Boolean>> rows) {}

    /** A source failed in a way that is no bad sample's. */
    private static final class FailedRead extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedRead(String name, Throwable cause) {
            super("reading " + name + " failed: " + cause, cause);
        }
    }

    /**
     * Starts to load, for a process that trains alone, samples without masks, none of which may be bad.
     *
     * @param firstBatch number of the first batch to load, from 1
     * @param workers threads that decode
     * @param ahead batches that are decoded before they are asked for
     * @throws IllegalArgumentException if one of the numbers is below 1, or the source is empty
     */
    public Loader(Source source, Randomness randomness, long firstBatch, int workers, int ahead) {
        this(source, Masking.NONE, randomness, firstBatch, workers, ahead);
    }

    /**
     * The same, with masks.
     *
     * @param masking draws them, such as a modality
     * @throws IllegalArgumentException as the other
     */
    public Loader(Source source, Masking masking, Randomness randomness, long firstBatch, int workers, int ahead) {
        this(source, masking, randomness, Ranks.ALONE, BadSamples.noneTolerated(), firstBatch, workers, ahead);
    }

    /**
     * Starts to load. Where a sample cannot be read, its row shows another one of the same batch: the next that can be
     * read, by the number of its row. Where none can, the next batch of the plan stands in for it.
     *
     * @param masking draws masks, such as a modality, or {@link Masking#NONE}
     * @param ranks whose part of the source's batches is loaded
     * @param badSamples is told of samples that cannot be read
     * @throws IllegalArgumentException as the others
     */
    public Loader(
            Source source,
            Masking masking,
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
        this.masking = masking;
        this.badSamples = badSamples;
        this.plan = ranks.part(source.plan(randomness));
        this.randomness = randomness.rank(ranks.rank());
        this.ahead = ahead;
        this.nextBatch = firstBatch;
        // One more than is ahead: the batch in training.
        this.pool = new BatchPool(ahead + 1, new BatchLayout(source.dtype(), masking), plan);
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("loader-", 0).daemon().factory());
    }

    /**
     * The next batch, which the caller closes after use. Where this throws, the loader stays at the batch: the next
     * call waits for the same one, or fails for the same reason.
     *
     * <p>There is memory for the batch in use and those ahead. Whoever has so many open is refused another; where some
     * of them are closed but still seen by tensors, this waits until those are freed.
     *
     * @throws UncheckedIOException if more samples cannot be read than are tolerated, or a {@link StorageException} is
     *     thrown
     * @throws SampleMemoryException if there is not enough memory to decode a sample
     * @throws NothingMaskedException if the masking is too sparse for the batch
     * @throws InterruptedException if the thread is interrupted, also where it would not have to wait
     * @throws IllegalStateException if the loader is closed, all batches that there is memory for are open, or the
     *     source failed in another way; the message names the sample
     */
    public Batch next() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a batch was asked for");
        }
        var first = first();
        while (!isFilled(first)) {
            first = standIn(first);
        }
        return handOver(first);
    }

    private Pending first() throws InterruptedException {
        while (true) {
            synchronized (this) {
                begin();
                if (!pending.isEmpty()) {
                    return pending.getFirst();
                }
            }
            pool.awaitFree();
        }
    }

    /** Begins as many batches as are wanted ahead, as far as there is memory. */
    private void begin() {
        requireOpen();
        // Where the workers could not be told of all rows the last time.
        pending.forEach(this::submit);
        while (pending.size() < ahead && pool.hasFree()) {
            pending.addLast(pending(nextBatch, 0, plan.batch(nextBatch)));
            nextBatch++;
            submit(pending.getLast());
        }
    }

    /** Nothing in a batch can be read: the next of the plan stands in for it, and has its own turn as well. */
    private synchronized Pending standIn(Pending unreadable) {
        requireOpen();
        int later = unreadable.later + 1;
        var planned = plan.batch(unreadable.number + later);
        unreadable.batch.close();
        var other = pending(unreadable.number, later, planned);
        pending.removeFirst();
        pending.addFirst(other);
        submit(other);
        return other;
    }

    private Pending pending(long number, int later, PlannedBatch planned) {
        int size = planned.samples().length;
        var rows = new ArrayList<Future<Boolean>>(size);
        // Augmented and masked by its place in the run, so that each epoch sees another view.
        var here = randomness.at(number);
        return new Pending(number, later, pool.take(planned), here, new AtomicInteger(size), rows);
    }

    private void submit(Pending begun) {
        while (begun.rows.size() < begun.batch.size()) {
            int row = begun.rows.size();
            begun.rows.add(workers.submit(() -> load(begun, row)));
        }
    }

    private synchronized Batch handOver(Pending filled) {
        requireOpen();
        pending.removeFirst();
        return filled.batch;
    }

    private void requireOpen() {
        if (workers.isShutdown()) {
            throw new IllegalStateException(CLOSED);
        }
    }

    private boolean isFilled(Pending batch) throws InterruptedException {
        boolean isFilled = true;
        for (var row : batch.rows) {
            isFilled &= isFilled(row);
        }
        return isFilled;
    }

    private boolean isFilled(Future<Boolean> row) throws InterruptedException {
        try {
            return row.get();
        } catch (ExecutionException e) {
            if (workers.isShutdown()) {
                throw new IllegalStateException(CLOSED, e);
            }
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io.getMessage(), io);
            }
            if (e.getCause() instanceof NothingMaskedException sparse) {
                throw new NothingMaskedException(sparse);
            }
            if (e.getCause() instanceof SampleMemoryException tooBig) {
                throw new SampleMemoryException(tooBig);
            }
            if (e.getCause() instanceof FailedRead failed) {
                throw new IllegalStateException(failed.getMessage(), failed);
            }
            throw new IllegalStateException("a loader thread failed: " + e.getCause(), e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException(CLOSED, e);
        }
    }

    /** Fills a row; whoever fills the last one draws the mask, which can depend on all of them. */
    private boolean load(Pending begun, int row) throws IOException {
        var batch = begun.batch;
        boolean isFilled = fill(batch, row, begun.here.purpose(Purpose.AUGMENT).sample(row));
        if (isFilled && begun.unread.decrementAndGet() == 0) {
            batch.draw(masking, begun.here.purpose(Purpose.MASK));
        }
        return isFilled;
    }

    /** Reads a row's own sample, or the next of its batch that can be read, if there is one. */
    private boolean fill(Batch batch, int row, Randomness drawn) throws IOException {
        for (int tried = 0; tried < batch.size(); tried++) {
            int sample = batch.plan().samples()[(row + tried) % batch.size()];
            try {
                source.read(sample, drawn, batch.slot(row));
                batch.shows(row, sample);
                return true;
            } catch (StorageException e) {
                // Where it fails is chance, and what a batch holds must not be.
                throw e;
            } catch (IOException e) {
                // Closing interrupts whoever reads, which is not the sample's fault.
                if (workers.isShutdown()) {
                    throw e;
                }
                badSamples.add(sample, source.name(sample), e);
            } catch (OutOfMemoryError e) {
                throw new SampleMemoryException(source.name(sample), e);
            } catch (RuntimeException | Error e) {
                throw new FailedRead(source.name(sample), e);
            }
        }
        return false;
    }

    /**
     * Stops the workers and frees all memory. Closing again does nothing. A thread that waits for a batch is told.
     *
     * @throws IllegalStateException if a batch is still in use; all else is freed, and closing again frees its memory
     */
    @Override
    public void close() {
        synchronized (this) {
            for (var row : workers.shutdownNow()) {
                ((Future<?>) row).cancel(false);
            }
        }
        // From here on no worker writes to a batch.
        workers.close();
        synchronized (this) {
            pending.forEach(one -> one.batch.close());
            pending.clear();
        }
        pool.close();
    }
}
