package io.github.data2vec4j.train;

import io.github.data2vec4j.measure.CheckpointEvent;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
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

    private final CheckpointFolder folder;
    private final String configuration;
    private final RunBuffers buffers;
    private final List<Tensor> copies = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("checkpoint-writer").daemon().factory());

    private @Nullable UnderWay underWay;

    /** A checkpoint that is being written. */
    private record UnderWay(long step, Future<?> writing) {}

    /** What became of a checkpoint. */
    sealed interface Outcome {

        /** It is on the disk. */
        record Written(long step, Path place) implements Outcome {}

        /** It is not, and those before are as they were. */
        record Failed(long step, IOException reason) implements Outcome {

            /** Such as "No space left on device". */
            String words() {
                // Some exceptions of the file system say in their type alone what is wrong.
                return reason instanceof FileSystemException file && file.getReason() == null
                        ? file.getFile() + " (" + file.getClass().getSimpleName() + ")"
                        : String.valueOf(reason.getMessage());
            }
        }
    }

    CheckpointWriter(CheckpointFolder folder, String configuration, RunBuffers buffers) {
        this.folder = folder;
        this.configuration = configuration;
        this.buffers = buffers;
        // Tensors, since libtorch copies with all its threads.
        try (var scope = Scope.open()) {
            for (var tensor : buffers.tensors()) {
                copies.add(Tensors.empty(tensor.dtype(), tensor.numel()).keep());
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Copies the buffers and begins to write them.
     *
     * @throws IllegalStateException if one is being written; wait for it
     */
    void save(RunProgress progress) {
        if (underWay != null) {
            throw new IllegalStateException("a checkpoint is being written");
        }
        long begun = System.nanoTime();
        var contents = new LinkedHashMap<String, MemorySegment>();
        for (int i = 0; i < copies.size(); i++) {
            contents.put(
                    buffers.names().get(i),
                    copies.get(i).copy_(buffers.tensors().get(i)).segment());
        }
        var header = CheckpointHeader.of(progress, configuration, buffers.layout());
        long snapshotNanos = System.nanoTime() - begun;
        underWay = new UnderWay(progress.step(), thread.submit(() -> {
            write(header, contents, snapshotNanos);
            return null;
        }));
    }

    private void write(CheckpointHeader header, SequencedMap<String, MemorySegment> contents, long snapshotNanos)
            throws IOException {
        long bytes =
                contents.values().stream().mapToLong(MemorySegment::byteSize).sum();
        var event = CheckpointEvent.begun(header.progress().step(), bytes, snapshotNanos);
        boolean isWritten = false;
        try {
            folder.write(header, contents);
            isWritten = true;
        } finally {
            event.finish(isWritten);
        }
    }

    /** What became of the checkpoint under way, or null while it is being written, or if there is none. */
    @Nullable
    Outcome poll() throws InterruptedException {
        return underWay == null || !underWay.writing.isDone() ? null : await();
    }

    /** Waits for the checkpoint under way, and gives what became of it, or null if there is none. */
    @Nullable
    Outcome await() throws InterruptedException {
        var last = underWay;
        if (last == null) {
            return null;
        }
        try {
            last.writing.get();
            underWay = null;
            return new Outcome.Written(last.step, folder.place(last.step));
        } catch (ExecutionException e) {
            underWay = null;
            if (e.getCause() instanceof IOException io) {
                return new Outcome.Failed(last.step, io);
            }
            throw new IllegalStateException("a checkpoint failed: " + e.getCause(), e.getCause());
        }
    }

    /** Waits until nothing is being written. */
    @Override
    public void close() {
        thread.close();
        copies.forEach(Tensor::close);
    }
}
