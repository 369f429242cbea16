package io.github.data2vec4j.data;

import java.util.Arrays;

/**
 * How samples are divided into pieces of storage, each read best without jumping between it and others: the archives of
 * a data set, the row groups of a table.
 *
 * @param ends the number of the first sample behind each shard; rising, none is empty
 * @param together how many samples of consecutive shards can be read in any order without reading shards again and
 *     again
 */
public record Shards(int[] ends, int together) {

    /** @throws IllegalArgumentException if a shard is empty, or none can be read together */
    public Shards {
        ends = ends.clone();
        int start = 0;
        for (int end : ends) {
            if (end <= start) {
                throw new IllegalArgumentException("a shard that begins at sample " + start + " ends at " + end);
            }
            start = end;
        }
        if (together < 1) {
            throw new IllegalArgumentException("at least one sample can be read at a time, not " + together);
        }
    }

    /** Shards of which any number of samples can be read in any order. */
    public Shards(int[] ends) {
        this(ends, Integer.MAX_VALUE);
    }

    /** All samples in one, none if there are none: where every sample has a file of its own, their order is free. */
    public static Shards one(int samples) {
        return new Shards(samples == 0 ? new int[0] : new int[] {samples});
    }

    /** Number of shards. */
    public int count() {
        return ends.length;
    }

    /** Number of samples of all shards. */
    public int samples() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The number of a shard's first sample. */
    public int start(int shard) {
        return shard == 0 ? 0 : ends[shard - 1];
    }

    /** Number of samples of a shard. */
    public int size(int shard) {
        return ends[shard] - start(shard);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shards that && Arrays.equals(ends, that.ends) && together == that.together;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ends) + together;
    }

    @Override
    public String toString() {
        return "shards that end at " + Arrays.toString(ends);
    }
}
