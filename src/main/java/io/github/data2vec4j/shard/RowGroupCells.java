package io.github.data2vec4j.shard;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The values of a row group's column, off the Java heap. */
final class RowGroupCells implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final @Nullable MemorySegment[] cells;
    private int filled;
    private long bytes;

    RowGroupCells(int rows) {
        cells = new @Nullable MemorySegment[rows];
    }

    /**
     * Copies the values of the next rows.
     *
     * @param values one behind the other
     * @param offsets where each starts, and where the last ends
     * @param isNull which of them are none
     */
    void append(byte[] values, int[] offsets, int count, IntPredicate isNull) {
        int start = offsets[0];
        int length = offsets[count] - start;
        var copy = arena.allocate(length, 1);
        MemorySegment.copy(values, start, copy, ValueLayout.JAVA_BYTE, 0, length);
        for (int i = 0; i < count; i++) {
            cells[filled + i] =
                    isNull.test(i) ? null : copy.asSlice(offsets[i] - start, (long) offsets[i + 1] - offsets[i]);
        }
        filled += count;
        bytes += length;
    }

    /** Rows that have a value, null values included. */
    int filled() {
        return filled;
    }

    int rows() {
        return cells.length;
    }

    /** Native memory that is held. */
    long bytes() {
        return bytes;
    }

    /** The value of a row, or null; valid until this is closed. */
    @Nullable
    MemorySegment cell(int row) {
        return cells[row];
    }

    @Override
    public void close() {
        arena.close();
    }
}
