package io.github.data2vec4j.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that holds one sample. */
public record FileContent(Path file) implements Content {

    // What one ByteBuffer can be.
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public MemorySegment read(SegmentAllocator allocator) throws IOException {
        try (var channel = open()) {
            return read(channel, 0, channel.size(), name(), allocator);
        }
    }

    @Override
    public Beginning beginning(int bytes, SegmentAllocator allocator) throws IOException {
        try (var channel = open()) {
            long size = channel.size();
            return new Beginning(read(channel, 0, Math.min(size, bytes), name(), allocator), size);
        }
    }

    @Override
    public MemorySegment piece(long from, long size, SegmentAllocator allocator) throws IOException {
        try (var channel = open()) {
            return read(channel, from, size, name(), allocator);
        }
    }

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new BadSampleException(
                    "sample", name(), BadSample.of(name(), e).reason(), e);
        }
    }

    /**
     * A piece of an open file. It is read, not mapped: a mapped file that somebody cuts off takes a decoder in native
     * code, and with it the process, down.
     *
     * @param name of the sample, for messages
     * @throws BadSampleException if the file ends before, or the piece is too long for one sample
     * @throws ClosedChannelException if the channel is closed, as by another thread that was interrupted
     * @throws IOException if it cannot be read; the message begins with the name
     */
    public static MemorySegment read(
            FileChannel channel, long offset, long size, String name, SegmentAllocator allocator) throws IOException {
        if (size > LONGEST) {
            throw new BadSampleException("sample", name, size + " bytes are too many for one sample");
        }
        var bytes = allocator.allocate(size, 1);
        var buffer = bytes.asByteBuffer();
        while (buffer.hasRemaining()) {
            if (read(channel, buffer, offset + buffer.position(), name) < 0) {
                throw new BadSampleException("sample", name, "it was cut off while it was read");
            }
        }
        return bytes;
    }

    private static int read(FileChannel channel, ByteBuffer buffer, long position, String name) throws IOException {
        try {
            return channel.read(buffer, position);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // The system says "Input/output error" and no more.
            var named = new FileSystemException(name, null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}
