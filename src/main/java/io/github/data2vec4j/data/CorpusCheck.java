package io.github.data2vec4j.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * What reading all of a corpus showed.
 *
 * @param lengths of the samples that can be read, from the shortest to the longest, in the corpus' own unit
 * @param bad those that cannot, by their numbers
 * @param seconds that reading took, on all cores
 */
public record CorpusCheck(double[] lengths, SortedMap<Integer, BadSample> bad, double seconds) {

    public CorpusCheck {
        bad = Collections.unmodifiableSortedMap(new TreeMap<>(bad));
    }

    /** Samples that can be read through, whatever they are. Safe for use by many threads. */
    public interface Corpus {

        /** Number of samples. */
        int size();

        /** What to call a sample in messages. */
        String name(int sample);

        /**
         * Reads all of a sample, as training would.
         *
         * @return how long it is
         * @throws IOException if it cannot be read
         */
        double read(int sample) throws IOException;
    }

    /** Is told of progress, by one thread at a time. */
    @FunctionalInterface
    public interface Listener {

        /** One more sample was read, or could not be. */
        void onSample();
    }

    /**
     * Reads everything, on all cores.
     *
     * @throws SampleMemoryException if there is not enough memory to decode a sample
     */
    public static CorpusCheck of(Corpus corpus, Listener listener) {
        long begun = System.nanoTime();
        var lengths = new double[corpus.size()];
        var bad = new ConcurrentSkipListMap<Integer, BadSample>();
        IntStream.range(0, lengths.length).parallel().forEach(sample -> {
            try {
                lengths[sample] = corpus.read(sample);
            } catch (IOException e) {
                lengths[sample] = Double.NaN;
                bad.put(sample, BadSample.of(corpus.name(sample), e));
            } catch (OutOfMemoryError e) {
                throw new SampleMemoryException(corpus.name(sample), e);
            }
            synchronized (bad) {
                listener.onSample();
            }
        });
        var whole = Arrays.stream(lengths)
                .filter(length -> !Double.isNaN(length))
                .sorted()
                .toArray();
        return new CorpusCheck(whole, bad, (System.nanoTime() - begun) / 1e9);
    }

    /** The lengths of all samples that can be read, together. */
    public double total() {
        return Arrays.stream(lengths).sum();
    }
}
