package io.github.data2vec4j.shard;

/**
 * When a shard is full.
 *
 * @param bytes the most that an archive may have; a sample that is larger has one of its own
 * @param samples the most that it may have
 */
public record ShardSize(long bytes, int samples) {

    /** @throws IllegalArgumentException if one is below 1 */
    public ShardSize {
        if (bytes < 1 || samples < 1) {
            throw new IllegalArgumentException(
                    "a shard has at least 1 byte and 1 sample, not " + bytes + " and " + samples);
        }
    }

    boolean isFull(long bytesThen, int samplesThen) {
        return bytesThen > bytes || samplesThen > samples;
    }
}
