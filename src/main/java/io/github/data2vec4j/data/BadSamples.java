package io.github.data2vec4j.data;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The samples of a run that could not be read. A few are left out, since a large corpus always has some; too many mean
 * that something is wrong with it as a whole. Each counts once, by its number in the corpus, however often it comes up.
 * Safe for use by many threads.
 */
public final class BadSamples {

    /** What a file that lists them is called. */
    public static final String FILE = "bad-samples.tsv";

    private final int samples;
    private final double maxShare;
    private final Consumer<BadSample> listener;
    private final Map<Integer, BadSample> found = new LinkedHashMap<>();
    // Of lists from before samples had numbers there, by their names.
    private final Map<String, BadSample> unnumbered = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param samples of the whole corpus, good and bad
     * @param maxShare how many of them may be bad, from 0 to 1
     * @param listener is told of each, once, by the thread that found it
     */
    public BadSamples(int samples, double maxShare, Consumer<BadSample> listener) {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("a share lies from 0 to 1, but maxShare is " + maxShare);
        }
        this.samples = samples;
        this.maxShare = maxShare;
        this.listener = listener;
    }

    /** The first one is one too many. */
    public static BadSamples noneTolerated() {
        return new BadSamples(1, 0, bad -> {});
    }

    /** What was found by an earlier part of the run: it counts, and the listener is not told again. */
    public synchronized void addEarlier(Collection<BadSample> earlier) {
        for (var bad : earlier) {
            if (bad.number() == BadSample.UNNUMBERED) {
                unnumbered.putIfAbsent(bad.name(), bad);
            } else {
                found.putIfAbsent(bad.number(), bad);
            }
        }
    }

    /**
     * One more, and what reading it threw.
     *
     * @param number of the sample in the corpus
     * @param name of the sample, where the failure does not know it
     * @throws TooManyBadSamplesException if it is one too many, each time from then on
     * @throws IOException the failure itself, where no bad sample is tolerated
     */
    public void add(int number, String name, IOException failure) throws IOException {
        if (maxShare == 0) {
            throw failure;
        }
        add(List.of(BadSample.of(name, failure).numbered(number)));
    }

    /**
     * Several at once.
     *
     * @throws IllegalArgumentException if one has no number
     * @throws TooManyBadSamplesException if these are too many, each time from then on
     */
    public synchronized void add(Collection<BadSample> several) throws TooManyBadSamplesException {
        for (var bad : several) {
            if (bad.number() == BadSample.UNNUMBERED) {
                throw new IllegalArgumentException(bad.name() + " has no number to count it by");
            }
            if (found.putIfAbsent(bad.number(), bad) == null && unnumbered.remove(bad.name()) == null) {
                listener.accept(bad);
            }
        }
        int count = found.size() + unnumbered.size();
        if (count > maxShare * samples || count >= samples) {
            throw TooManyBadSamplesException.of(count, samples, "samples", maxShare, found());
        }
    }

    /** Those found so far, in this order. */
    public synchronized List<BadSample> found() {
        return Stream.concat(unnumbered.values().stream(), found.values().stream())
                .toList();
    }
}
