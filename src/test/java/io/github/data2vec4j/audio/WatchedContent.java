package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/** Bytes that tell how many of them were read. */
final class WatchedContent implements Content {

    private final byte[] bytes;
    private long read;
    private boolean isReadWhole;

    WatchedContent(byte... bytes) {
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public MemorySegment read(SegmentAllocator allocator) {
        isReadWhole = true;
        return of(0, bytes.length, allocator);
    }

    @Override
    public Beginning beginning(int length, SegmentAllocator allocator) {
        return new Beginning(of(0, Math.min(length, bytes.length), allocator), bytes.length);
    }

    @Override
    public MemorySegment piece(long from, long size, SegmentAllocator allocator) {
        return of(Math.toIntExact(from), Math.toIntExact(size), allocator);
    }

    private MemorySegment of(int from, int size, SegmentAllocator allocator) {
        read += size;
        return allocator
                .allocate(size, 1)
                .copyFrom(MemorySegment.ofArray(Arrays.copyOfRange(bytes, from, from + size)));
    }

    /** Counts as no reading. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes were read, each as often as it was. */
    long bytesRead() {
        return read;
    }

    /** Whether somebody wanted all at once. */
    boolean isReadWhole() {
        return isReadWhole;
    }
}
