package io.github.data2vec4j.data;

import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A collection of samples that are decoded one by one. Safe for use by many threads. */
public interface Source {

    /** Number of samples. */
    int size();

    /** Type of a sample's elements. */
    DType dtype();

    /** What to call a sample in messages, such as the path of its file. */
    default String name(int sample) {
        return "sample " + sample;
    }

    /** Plans the batches of a run. */
    BatchPlan plan(Randomness randomness);

    /**
     * Decodes and augments a sample straight into its place in a batch.
     *
     * @param sample from 0 to before {@link #size}
     * @param randomness decides the augmentation
     * @param slot receives a row of the planned batch: its elements in row-major order, all of them
     * @throws IOException if the sample cannot be read; the message names its file
     */
    void read(int sample, Randomness randomness, MemorySegment slot) throws IOException;
}
