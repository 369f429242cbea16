package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.CorpusCheck;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;

/** A corpus that can be read through to see what is in it. */
interface CheckedCorpus extends CorpusCheck.Corpus, Closeable {

    /** What a sample is called, in the plural. */
    String samples();

    /** What is measured of each, such as {@code seconds}. */
    String lengths();

    /**
     * What all of it together is, such as {@code 3.2 hours}.
     *
     * @param lengths the sum of them
     * @param good samples that have one, since they can be read
     */
    String total(double lengths, int good);

    /** What its owner may not expect of it, in sentences. */
    default List<String> notes() {
        return List.of();
    }

    /** How fast it was read, apart from samples a second. */
    String speed(double lengthsPerSecond);

    /** What finding the samples, or reading those that are good on the whole, showed to be broken; enough to name. */
    List<BadSample> foundBad();

    /**
     * How much is broken, once all is read.
     *
     * @param bad samples that cannot be read
     */
    default long broken(int bad) {
        return (long) foundBad().size() + bad;
    }

    /**
     * Of how many parts {@link #broken} is counted: of samples, if these cannot be broken in part.
     *
     * @param good samples that can be read
     * @param bad samples that cannot
     */
    default long parts(int good, int bad) {
        return good + broken(bad);
    }

    /**
     * Names some of the samples, for a run on these alone.
     *
     * @param isWanted says of the number of a sample whether it is named
     * @throws WrongArgumentException if they are no files of their own
     */
    SampleList list(IntPredicate isWanted);

    /** What can only be checked of the corpus as a whole. */
    default void checkWhole() throws IOException {}
}
