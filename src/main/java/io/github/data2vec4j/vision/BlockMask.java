package io.github.data2vec4j.vision;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Which patches of a grid the student does not see. Made by {@link BlockMasking#draw}; afterwards it does not change.
 */
public final class BlockMask {

    private final int rows;
    private final int columns;
    private final byte[] masked;
    private int count;

    BlockMask(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.masked = new byte[rows * columns];
    }

    /** Rows of the grid. */
    public int rows() {
        return rows;
    }

    /** Columns of the grid. */
    public int columns() {
        return columns;
    }

    /** How many patches are masked. */
    public int count() {
        return count;
    }

    /** Whether one patch is masked. */
    public boolean isMasked(int row, int column) {
        return masked[row * columns + column] != 0;
    }

    /** The patches row by row, [rows * columns]; a new array. */
    public boolean[] toArray() {
        var all = new boolean[masked.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = masked[i] != 0;
        }
        return all;
    }

    /**
     * Writes the patches row by row as one byte each, 1 for masked, which is how libtorch stores booleans.
     *
     * @param slot rows * columns bytes; stays the caller's
     * @throws IllegalArgumentException if the slot has another size
     */
    public void writeTo(MemorySegment slot) {
        if (slot.byteSize() != masked.length) {
            throw new IllegalArgumentException("a mask of %d x %d patches needs %d bytes, but the slot has %d"
                    .formatted(rows, columns, masked.length, slot.byteSize()));
        }
        MemorySegment.copy(MemorySegment.ofArray(masked), 0, slot, 0, masked.length);
    }

    int countUnmasked(int top, int left, int height, int width) {
        int unmasked = height * width;
        for (int row = top; row < top + height; row++) {
            for (int column = left; column < left + width; column++) {
                unmasked -= masked[row * columns + column];
            }
        }
        return unmasked;
    }

    void cover(int top, int left, int height, int width) {
        count += countUnmasked(top, left, height, width);
        for (int row = top; row < top + height; row++) {
            Arrays.fill(masked, row * columns + left, row * columns + left + width, (byte) 1);
        }
    }
}
