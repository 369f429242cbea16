package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.util.SequencedMap;

/** Samples that can be put into tar shards. */
public interface KeyedSamples extends AutoCloseable {

    /** Number of samples. */
    int size();

    /**
     * A sample's path in the archive, without suffix and without dots in the file name.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    String key(int sample);

    /**
     * The files of a sample, by suffix.
     *
     * @throws IOException if they cannot be found out
     */
    SequencedMap<String, Content> files(int sample) throws IOException;

    @Override
    void close();
}
