package io.github.data2vec4j.hub;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One tensor of a safetensors file. */
public final class SafetensorsEntry {

    private final SafetensorsType type;
    private final long[] shape;
    private final MemorySegment data;

    SafetensorsEntry(SafetensorsType type, long[] shape, MemorySegment data) {
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
    }

    /** Of the elements. */
    public SafetensorsType type() {
        return type;
    }

    /** A new array, empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * The elements in row-major order, little-endian: a read-only view of the mapped file, valid until its reader is
     * closed. Files of other programs may begin a tensor at any address, so copy the elements or read them with
     * unaligned layouts.
     */
    public MemorySegment data() {
        return data;
    }

    /** Type and shape, such as {@code F32[2, 3]}. */
    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
