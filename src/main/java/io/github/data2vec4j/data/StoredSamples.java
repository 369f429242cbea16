package io.github.data2vec4j.data;

/**
 * The samples of a corpus, numbered from 0 in the order in which they are stored, which is the same on every machine.
 * Safe for use by many threads; closing it frees what is open, and samples cannot be read any more.
 */
public interface StoredSamples extends AutoCloseable {

    /** How they are divided into shards. */
    Shards shards();

    /** Number of samples. */
    default int size() {
        return shards().samples();
    }

    /**
     * The bytes of a sample.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    Content content(int sample);

    @Override
    void close();
}
