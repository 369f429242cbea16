package io.github.data2vec4j.data;

import java.util.Arrays;

/**
 * How samples are divided into pieces of storage, each read best without jumping between it and others: the archives of
 * a data set, the row groups of a table.
 *
 * @param ends the number of the first sample behind each shard; rising, none is empty
 */
public record Shards(int[] ends) {

    /** @throws IllegalArgumentException if a shard is empty */
    public Shards {
        ends = ends.clone();
        int start = 0;
        for (int end : ends) {
            if (end <= start) {
                throw new IllegalArgumentException("a shard that begins at sample " + start + " ends at " + end);
            }
            start = end;
        }
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
        return other instanceof Shards that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return "shards that end at " + Arrays.toString(ends);
    }
}
