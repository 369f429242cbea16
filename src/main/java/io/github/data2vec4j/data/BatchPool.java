package io.github.data2vec4j.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Memory for a fixed number of batches, each up to a largest size. Whoever wants another waits until one comes back, so
 * that loading never runs away from training.
 */
final class BatchPool implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final BlockingQueue<MemorySegment> free;
    private final int count;
    private final BatchLayout layout;

    BatchPool(int count, BatchLayout layout, BatchPlan plan) {
        this.count = count;
        this.layout = layout;
        long bytes = layout.largest(plan);
        free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.add(arena.allocate(bytes, BatchLayout.ALIGNMENT));
        }
    }

    /** A batch with arbitrary content; waits for one. */
    Batch take(PlannedBatch plan) throws InterruptedException {
        var memory = free.take();
        return new Batch(layout.cut(memory, plan), layout.dtype(), plan, () -> free.add(memory));
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
