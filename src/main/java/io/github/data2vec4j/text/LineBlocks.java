package io.github.data2vec4j.text;

import java.util.Arrays;

/**
 * Blocks that end where lines do: 12 bytes for each, on the heap, which is a fraction of what the plan of a run's
 * batches takes beside it.
 */
final class LineBlocks implements BlockTable {

    private long[] starts = new long[16];
    private int[] lengths = new int[16];
    private int size;

    void add(long start, int length) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, TokenBlocks.number(size + size / 2L));
            lengths = Arrays.copyOf(lengths, starts.length);
        }
        starts[size] = start;
        lengths[size++] = length;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long start(int block) {
        return starts[block];
    }

    @Override
    public int length(int block) {
        return lengths[block];
    }
}
