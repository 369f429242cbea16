package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.EpochOrder;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which utterances each step sees, as a function of (seed, step) alone: a run resumed at a step goes on exactly where
 * it would have. As in wav2vec 2.0, an epoch sorts all utterances by length, equal ones by chance, fills batches from
 * the longest to the shortest, and shuffles the batches. So there is little to crop or pad, and where there are ties,
 * an utterance meets others in every epoch.
 *
 * <p>Batches have the same sizes in each epoch, hence the n-th epoch begins after n times {@link #batchesPerEpoch}
 * steps. Safe for use by many threads. One permutation of 4 bytes per utterance is kept.
 */
public final class UtterancePlan {

    // Apart from the order of batches, which has number 0.
    private static final long TIES = 1;

    /**
     * How much a batch holds.
     *
     * @param maxSamples largest number of samples, counting every utterance as long as the longest
     * @param cropSamples utterances longer than this count as this long
     */
    public record Limits(long maxSamples, int cropSamples) {

        /** Of the paper's speech experiments: 20 seconds of 16 kHz, and nearly 4 minutes on each of 16 devices. */
        public static final Limits DATA2VEC = new Limits(3_800_000, 320_000);

        /** @throws IllegalArgumentException if a number is below 1 */
        public Limits {
            if (maxSamples < 1 || cropSamples < 1) {
                throw new IllegalArgumentException(
                        "maxSamples and cropSamples are at least 1, not " + maxSamples + " and " + cropSamples);
            }
        }
    }

    private final Randomness randomness;
    private final int[] lengths;
    private final int[] longestFirst;
    // Where each batch begins in the sorted order, and behind the last one the end.
    private final int[] starts;
    private final EpochOrder order;
    private volatile @Nullable Epoch latest;

    /**
     * @param randomness its seed decides the order; step, rank, purpose and sample are ignored, so all ranks agree
     * @throws IllegalArgumentException if there is no utterance, or one is empty or alone too long for a batch
     */
    public UtterancePlan(List<Utterance> utterances, Limits limits, Randomness randomness) {
        this.randomness = Randomness.of(randomness.seed()).purpose(Purpose.ORDER);
        if (utterances.isEmpty()) {
            throw new IllegalArgumentException("there is no utterance to plan for");
        }
        lengths = utterances.stream()
                .mapToInt(utterance -> length(utterance, limits))
                .toArray();
        longestFirst = longestFirst(lengths);
        starts = starts(lengths, longestFirst, limits.maxSamples());
        order = new EpochOrder(this.randomness, batchesPerEpoch());
    }

    private static int length(Utterance utterance, Limits limits) {
        long length = Math.min(utterance.samples(), limits.cropSamples());
        if (length < 1 || length > limits.maxSamples()) {
            throw new IllegalArgumentException("utterance %s of %d samples does not fit a batch of 1 to %d"
                    .formatted(utterance.file(), length, limits.maxSamples()));
        }
        return (int) length;
    }

    private static int[] longestFirst(int[] lengths) {
        // One number for each: how far it is from the longest possible, then which it is.
        var keys = new long[lengths.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) (Integer.MAX_VALUE - lengths[i]) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private static int[] starts(int[] lengths, int[] longestFirst, long maxSamples) {
        var starts = new int[longestFirst.length + 1];
        int batches = 0;
        for (int i = 0; i < longestFirst.length; batches++) {
            starts[batches] = i;
            int fitting = (int) Math.min(maxSamples / lengths[longestFirst[i]], longestFirst.length - i);
            i += fitting;
        }
        starts[batches] = longestFirst.length;
        return Arrays.copyOf(starts, batches + 1);
    }

    /** Number of batches, the same in each epoch. */
    public int batchesPerEpoch() {
        return starts.length - 1;
    }

    /**
     * The epoch, from 0, that a step belongs to.
     *
     * @param step from 1
     * @throws IllegalArgumentException if the step is below 1
     */
    public long epochOf(long step) {
        return order.epochOf(position(step));
    }

    /**
     * The batch of a step.
     *
     * @param step from 1, over all epochs
     * @throws IllegalArgumentException if the step is below 1
     */
    public UtteranceBatch batch(long step) {
        int number = (int) order.sampleAt(position(step));
        var sorted = epoch(epochOf(step)).sorted;
        int from = starts[number];
        int to = starts[number + 1];
        var utterances = Arrays.stream(sorted, from, to).boxed().toList();
        return new UtteranceBatch(utterances, lengths[sorted[to - 1]], lengths[sorted[from]]);
    }

    private static long position(long step) {
        if (step < 1) {
            throw new IllegalArgumentException("steps count from 1, but this one is " + step);
        }
        return step - 1;
    }

    private Epoch epoch(long number) {
        var found = latest;
        if (found == null || found.number != number) {
            found = new Epoch(
                    number, tiesShuffled(randomness.at(number).sample(TIES).generator()));
            latest = found;
        }
        return found;
    }

    private int[] tiesShuffled(RandomGenerator random) {
        var sorted = longestFirst.clone();
        int first = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (lengths[sorted[i]] != lengths[sorted[first]]) {
                first = i;
            }
            // Fisher and Yates within the utterances of this length.
            int j = first + random.nextInt(i - first + 1);
            int swapped = sorted[j];
            sorted[j] = sorted[i];
            sorted[i] = swapped;
        }
        return sorted;
    }

    private static final class Epoch {

        private final long number;
        private final int[] sorted;

        Epoch(long number, int[] sorted) {
            this.number = number;
            this.sorted = sorted;
        }
    }
}
