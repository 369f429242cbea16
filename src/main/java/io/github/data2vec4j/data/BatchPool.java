package io.github.data2vec4j.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for a fixed number of batches, each up to a largest size. Whoever wants another waits until one comes back, so
 * that loading never runs away from training. One thread takes batches; any may give them back or close the pool.
 */
final class BatchPool implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final Deque<MemorySegment> free;
    private final Map<MemorySegment, Batch> taken = new HashMap<>();
    private final int count;
    private final BatchLayout layout;
    private boolean closing;

    BatchPool(int count, BatchLayout layout, BatchPlan plan) {
        this.count = count;
        this.layout = layout;
        long bytes = layout.largest(plan);
        free = new ArrayDeque<>(count);
        try {
            for (int i = 0; i < count; i++) {
                free.add(arena.allocate(bytes, BatchLayout.ALIGNMENT));
            }
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    synchronized boolean hasFree() {
        return !free.isEmpty();
    }

    /**
     * Waits until there is memory for a batch, or the pool is closed.
     *
     * @throws IllegalStateException if all batches are open: whoever asks for another would wait for himself
     */
    synchronized void awaitFree() throws InterruptedException {
        while (free.isEmpty() && !closing) {
            if (taken.values().stream().allMatch(Batch::isOpen)) {
                throw new IllegalStateException(
                        "all " + count
                                + " batches that have memory are open: close one before asking for the next, or load more ahead");
            }
            wait();
        }
    }

    /** A batch with arbitrary content. @throws java.util.NoSuchElementException if no memory is free */
    synchronized Batch take(PlannedBatch plan) {
        var memory = free.element();
        var batch = new Batch(layout.cut(memory, plan), layout.dtype(), plan, () -> giveBack(memory));
        taken.put(memory, batch);
        free.remove();
        return batch;
    }

    private synchronized void giveBack(MemorySegment memory) {
        taken.remove(memory);
        free.add(memory);
        notifyAll();
    }

    /**
     * Frees the memory, and lets go whoever waits for some; again does nothing.
     *
     * @throws IllegalStateException if a batch is still in use
     */
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
        if (!arena.scope().isAlive()) {
            return;
        }
        if (free.size() != count) {
            throw new IllegalStateException((count - free.size()) + " of " + count + " batches are still in use");
        }
        arena.close();
    }
}
