package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Memory for a fixed number of batches, each up to a largest size. Whoever wants another waits until one comes back, so
 * that loading never runs away from training.
 */
final class BatchPool implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final BlockingQueue<MemorySegment> free;
    private final int count;
    private final DType dtype;

    BatchPool(int count, DType dtype, long largestBatch) {
        this.count = count;
        this.dtype = dtype;
        free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.add(arena.allocate(Math.multiplyExact((long) dtype.byteSize(), largestBatch), ALIGNMENT));
        }
    }

    /** A batch with arbitrary content; waits for one. */
    Batch take(PlannedBatch plan) throws InterruptedException {
        var memory = free.take();
        return new Batch(
                memory.asSlice(0, (long) dtype.byteSize() * plan.elements()), dtype, plan, () -> free.add(memory));
    }

    /** Frees the memory; again does nothing. @throws IllegalStateException if a batch is still in use */
    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        if (free.size() != count) {
            throw new IllegalStateException((count - free.size()) + " of " + count + " batches are still in use");
        }
        arena.close();
    }
}
