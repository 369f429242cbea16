package io.github.data2vec4j.shard;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for hardwood, off the Java heap but not mapped: a mapped file that somebody cuts off would take the
 * decompressors in native code, and with them the process, down. Everything that was read is freed by {@link #release}.
 */
final class ParquetInput implements InputFile {

    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final Arena arena = Arena.ofShared();
    private long keptOffset;
    private MemorySegment kept = MemorySegment.NULL;

    ParquetInput(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            this.length = channel.size();
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Reads a piece now; later reads within it are served from it. */
    synchronized ByteBuffer keep(long offset, int size) throws IOException {
        kept = read(offset, size);
        keptOffset = offset;
        return kept.asByteBuffer();
    }

    @Override
    public void open() {
        // It is open since it was made.
    }

    @Override
    public synchronized ByteBuffer readRange(long offset, int size) throws IOException {
        if (size >= 0 && offset >= keptOffset && offset - keptOffset <= kept.byteSize() - size) {
            return kept.asSlice(offset - keptOffset, size).asByteBuffer();
        }
        return read(offset, size).asByteBuffer();
    }

    private MemorySegment read(long offset, int size) throws IOException {
        if (offset < 0 || size < 0 || offset > length - size) {
            // Numbers of a broken file, not a failure to read it.
            throw new IllegalArgumentException(
                    "%d bytes at %d are asked for, but the file has %d".formatted(size, offset, length));
        }
        var bytes = arena.allocate(size, 1);
        var buffer = bytes.asByteBuffer();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("it was cut off while it was read");
            }
        }
        return bytes;
    }

    @Override
    public long length() {
        return length;
    }

    /** Empty: hardwood would put it before its messages, where the path already stands. */
    @Override
    public String name() {
        return "";
    }

    /** Does nothing: hardwood calls it while others of its threads may still read. */
    @Override
    public void close() {}

    /** Frees all. To be called when none of hardwood's readers is open any more. */
    synchronized void release() throws IOException {
        try (channel) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
