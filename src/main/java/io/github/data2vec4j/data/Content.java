package io.github.data2vec4j.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * The encoded bytes of a sample, such as a JPEG file, wherever they are stored: in a file of their own, in an archive,
 * in a cell of a table. Safe for use by many threads.
 */
public interface Content {

    /** What to call it in messages: the path of its file, or a shard's path and the place in it. */
    String name();

    /**
     * All bytes, off the Java heap.
     *
     * @param allocator gives room for them
     * @return valid as long as the allocator's memory; not to be written to
     * @throws IOException if they cannot be read; the message names the file
     */
    MemorySegment read(SegmentAllocator allocator) throws IOException;

    /**
     * All bytes in a new array, for decoders that want one.
     *
     * @throws IOException as {@link #read}
     */
    default byte[] bytes() throws IOException {
        // Reading into an array would take the way through native memory too, which the JDK keeps for each thread then.
        try (var arena = Arena.ofConfined()) {
            return read(arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /**
     * The first bytes, for what headers say; all of them where that is no less work.
     *
     * @param bytes how many are wanted; there may be fewer or more
     * @param allocator gives room for them
     * @throws IOException as {@link #read}
     */
    default Beginning beginning(int bytes, SegmentAllocator allocator) throws IOException {
        var all = read(allocator);
        return new Beginning(all, all.byteSize());
    }

    /**
     * Some of the bytes, and where that is possible no more are read.
     *
     * @param from the first, counted from 0
     * @param size how many
     * @param allocator gives room for them
     * @return valid as long as the allocator's memory; not to be written to
     * @throws IOException as {@link #read}, and if there are not so many
     */
    default MemorySegment piece(long from, long size, SegmentAllocator allocator) throws IOException {
        var all = read(allocator);
        if (from > all.byteSize() || size > all.byteSize() - from) {
            throw new BadSampleException("sample", name(), "it was cut off while it was read");
        }
        return all.asSlice(from, size);
    }

    /**
     * The first bytes of a content.
     *
     * @param bytes valid as long as the allocator's memory
     * @param size number of bytes of the whole content
     */
    record Beginning(MemorySegment bytes, long size) {}
}
