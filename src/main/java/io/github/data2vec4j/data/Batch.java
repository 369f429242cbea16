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
    private final long[] shape;
    private final Runnable giveBack;

    // The batch itself holds one, and every tensor over its memory another.
    private final AtomicInteger users = new AtomicInteger(1);
    private boolean closed;

    Batch(MemorySegment memory, long[] shape, Runnable giveBack) {
        this.memory = memory;
        this.shape = shape;
        this.giveBack = giveBack;
    }

    /** Number of samples. */
    public int size() {
        return (int) shape[0];
    }

    /**
     * The samples where they are, without a copy, as a tensor of the innermost scope.
     *
     * @return float32 [batch, ...]
     * @throws IllegalStateException if the batch is closed
     */
    public Tensor samples() {
        if (closed) {
            throw new IllegalStateException("the batch is closed");
        }
        var samples = Tensors.over(memory, DType.FLOAT32, this::release, shape);
        // Not before: where it fails, nobody would give this one back.
        users.incrementAndGet();
        return samples;
    }

    /** The piece of memory of one sample. */
    MemorySegment slot(int index) {
        long bytes = memory.byteSize() / shape[0];
        return memory.asSlice(index * bytes, bytes);
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
