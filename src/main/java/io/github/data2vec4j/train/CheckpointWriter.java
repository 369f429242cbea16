package io.github.data2vec4j.train;

import io.github.data2vec4j.measure.CheckpointEvent;
import io.github.data2vec4j.torch.Torch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Writes checkpoints on a thread of its own, from a copy of the buffers, while training goes on. */
final class CheckpointWriter implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final CheckpointFolder folder;
    private final String configuration;
    private final RunBuffers buffers;
    private final String libtorch = Torch.version();
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> copies = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("checkpoint-writer").daemon().factory());

    private @Nullable Future<?> underWay;

    CheckpointWriter(CheckpointFolder folder, String configuration, RunBuffers buffers) {
        this.folder = folder;
        this.configuration = configuration;
        this.buffers = buffers;
        for (var tensor : buffers.tensors()) {
            copies.add(arena.allocate(tensor.numel() * tensor.dtype().byteSize(), ALIGNMENT));
        }
    }

    /**
     * Copies the buffers and begins to write them. If the one before is still being written, waits for it.
     *
     * @return why the one before was not written, or null if it was
     */
    @Nullable
    String save(long step) throws InterruptedException {
        var trouble = await();
        long begun = System.nanoTime();
        var contents = new LinkedHashMap<String, MemorySegment>();
        for (int i = 0; i < copies.size(); i++) {
            copies.get(i).copyFrom(buffers.tensors().get(i).segment());
            contents.put(buffers.names().get(i), copies.get(i));
        }
        long snapshotNanos = System.nanoTime() - begun;
        underWay = thread.submit(() -> {
            write(step, contents, snapshotNanos);
            return null;
        });
        return trouble;
    }

    private void write(long step, SequencedMap<String, MemorySegment> contents, long snapshotNanos) throws IOException {
        long bytes = copies.stream().mapToLong(MemorySegment::byteSize).sum();
        var event = CheckpointEvent.begun(step, bytes, snapshotNanos);
        boolean isWritten = false;
        try {
            folder.write(step, configuration, libtorch, buffers.layout(), contents);
            isWritten = true;
        } finally {
            event.finish(isWritten);
        }
    }

    /**
     * Waits until nothing is being written.
     *
     * @return why it was not written, or null if it was
     */
    @Nullable
    String await() throws InterruptedException {
        var last = underWay;
        if (last == null) {
            return null;
        }
        try {
            last.get();
            underWay = null;
            return null;
        } catch (ExecutionException e) {
            underWay = null;
            if (e.getCause() instanceof IOException io) {
                return "a checkpoint could not be written: " + io + "; the ones before are as they were";
            }
            throw new IllegalStateException("a checkpoint failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        thread.close();
        arena.close();
    }
}
