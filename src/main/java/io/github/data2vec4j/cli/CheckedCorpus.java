package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.CorpusCheck;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A corpus that can be read through to see what is in it. */
interface CheckedCorpus extends CorpusCheck.Corpus, Closeable {

    /** What a sample is called, in the plural. */
    String samples();

    /** What is measured of each, such as {@code seconds}. */
    String lengths();

    /** What all of it together is, such as {@code 3.2 hours}. */
    String total(double lengths);

    /** How fast it was read, apart from samples a second. */
    String speed(double lengthsPerSecond);

    /** What finding the samples showed to be broken. */
    List<BadSample> foundBad();

    /**
     * How many parts of the corpus can be good or bad, once all is read: its samples, if these cannot be bad in part.
     *
     * @param good samples that can be read
     * @param bad what cannot
     */
    default long parts(long good, long bad) {
        return good + bad;
    }

    /** What can only be checked of the corpus as a whole. */
    default void checkWhole() throws IOException {}
}
