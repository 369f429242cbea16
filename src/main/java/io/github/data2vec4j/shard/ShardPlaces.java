package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Shards;
import java.util.Arrays;
import java.util.Objects;

/** From the number of a sample to its shard and the place in it. */
final class ShardPlaces {

    private final Shards shards;
    private final int[] ends;

    /** @param sizes samples of each shard, at least 1 */
    ShardPlaces(int[] sizes) {
        this(sizes, Integer.MAX_VALUE);
    }

    /** @param together as {@link Shards} has it */
    ShardPlaces(int[] sizes, int together) {
        ends = sizes.clone();
        Arrays.parallelPrefix(ends, Math::addExact);
        shards = new Shards(ends, together);
    }

    Shards shards() {
        return shards;
    }

    /** @throws IndexOutOfBoundsException if there is no such sample */
    int shardOf(int sample) {
        Objects.checkIndex(sample, shards.samples());
        int found = Arrays.binarySearch(ends, sample);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int within(int shard, int sample) {
        return sample - shards.start(shard);
    }
}
