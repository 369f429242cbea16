package io.github.data2vec4j.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A collection of samples that are decoded one by one. Safe for use by many threads. */
public interface Source {

    /** Number of samples. */
    int size();

    /** Shape of a sample, such as [channel, height, width]. */
    long[] sampleShape();

    /**
     * Decodes and augments a sample straight into its place in a batch.
     *
     * @param sample from 0 to before {@link #size}
     * @param randomness decides the augmentation
     * @param slot receives the floats of {@link #sampleShape} in row-major order
     * @throws IOException if the sample cannot be read; the message names its file
     */
    void read(int sample, Randomness randomness, MemorySegment slot) throws IOException;
}
