package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Samples that lie beside each other off the Java heap, where the workers that decoded them put them. Its memory goes
 * back to the pool when the batch is closed and libtorch no longer uses it.
 */
public final class Batch implements AutoCloseable {

    private final MemorySegment memory;
    private final DType dtype;
    private final PlannedBatch plan;
    private final Runnable giveBack;
    private final int[] shown;

    // The batch itself holds one, and every tensor over its memory another.
    private final AtomicInteger users = new AtomicInteger(1);
    private boolean closed;

    Batch(MemorySegment memory, DType dtype, PlannedBatch plan, Runnable giveBack) {
        this.memory = memory;
        this.dtype = dtype;
        this.plan = plan;
        this.giveBack = giveBack;
        this.shown = plan.samples().clone();
    }

    /** Number of samples. */
    public int size() {
        return plan.samples().length;
    }

    /** What it holds. */
    public PlannedBatch plan() {
        return plan;
    }

    /**
     * The samples where they are, without a copy, as a tensor of the innermost scope.
     *
     * @return of the source's type, [batch, ...]
     * @throws IllegalStateException if the batch is closed
     */
    public Tensor samples() {
        requireOpen();
        var samples = Tensors.over(memory, dtype, this::release, plan.shape());
        // Not before: where it fails, nobody would give this one back.
        users.incrementAndGet();
        return samples;
    }

    /**
     * The memory of one sample, for what is to be decided by its content, such as which tokens to mask.
     *
     * @param row from 0
     * @throws IllegalStateException if the batch is closed
     */
    public MemorySegment row(int row) {
        requireOpen();
        return slot(row).asReadOnly();
    }

    /**
     * The number, in its source, of the sample that a row shows: the planned one, or another where that is broken.
     *
     * @param row from 0
     */
    public int sample(int row) {
        return shown[row];
    }

    /** A worker's word for what it wrote; the row's own worker is the only one to say it. */
    void shows(int row, int sample) {
        shown[row] = sample;
    }

    MemorySegment slot(int row) {
        long bytes = memory.byteSize() / size();
        return memory.asSlice(row * bytes, bytes);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the batch is closed");
        }
    }

    /** Closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            giveBack.run();
        }
    }
}
