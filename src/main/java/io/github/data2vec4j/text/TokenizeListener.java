package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSample;

/** Is told how far text was made into tokens. */
@FunctionalInterface
public interface TokenizeListener {

    /**
     * Some more text was read.
     *
     * @param files files that were read to their end
     * @param bytes of all files, as far as they were read
     * @param tokens that were written
     */
    void onProgress(int files, long bytes, long tokens);

    /** A line, or the rest of a file, cannot be read and is left out. */
    default void onBadText(BadSample bad) {}
}
