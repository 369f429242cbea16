package io.github.data2vec4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Batches of samples of similar length. As in wav2vec 2.0, an epoch sorts all samples by length, equal ones by chance,
 * fills batches from the longest to the shortest, and shuffles the batches. So there is little to crop or pad, and
 * where there are ties, a sample meets others in every epoch.
 *
 * <p>Batches have the same sizes in each epoch, hence the n-th epoch begins after n times {@link #batchesPerEpoch}
 * batches. One permutation of 4 bytes per sample is kept.
 */
public final class LengthPlan implements BatchPlan {

    // Apart from the order of batches, which has number 0.
    private static final long TIES = 1;

    /** How samples of different length come to fill one batch. */
    public enum Fit {
        /** All are cropped to the shortest. */
        CROP,
        /** All are padded to the longest. */
        PAD
    }

    /**
     * How much a batch holds.
     *
     * @param maxElements largest number of elements, counting every sample as long as the longest
     * @param longest samples longer than this count as this long
     * @param multiple the number of samples of a batch is a multiple of this, wherever so many fit
     */
    public record Limits(long maxElements, int longest, int multiple) {

        /** @throws IllegalArgumentException if a number is below 1 */
        public Limits {
            if (maxElements < 1 || longest < 1 || multiple < 1) {
                throw new IllegalArgumentException("maxElements, longest and multiple are at least 1, not "
                        + maxElements + ", " + longest + " and " + multiple);
            }
        }
    }

    private final Randomness randomness;
    private final Fit fit;
    private final int[] lengths;
    private final int[] longestFirst;
    // Where each batch begins in the sorted order, and behind the last one the end.
    private final int[] starts;
    private final EpochOrder order;
    private volatile @Nullable Epoch latest;

    /**
     * @param lengths of all samples, in elements
     * @param randomness its seed decides the order; step, rank, purpose and sample are ignored, so all ranks agree
     * @throws IllegalArgumentException if there is no sample, or one is empty or alone too long for a batch
     */
    public LengthPlan(long[] lengths, Limits limits, Fit fit, Randomness randomness) {
        this.randomness = Randomness.of(randomness.seed()).purpose(Purpose.ORDER);
        this.fit = fit;
        if (lengths.length == 0) {
            throw new IllegalArgumentException("there is no sample to plan for");
        }
        this.lengths = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            this.lengths[i] = counted(lengths[i], i, limits);
        }
        longestFirst = longestFirst(this.lengths);
        starts = starts(this.lengths, longestFirst, limits);
        order = new EpochOrder(this.randomness, batchesPerEpoch());
    }

    private static int counted(long length, int sample, Limits limits) {
        long counted = Math.min(length, limits.longest());
        if (counted < 1 || counted > limits.maxElements()) {
            throw new IllegalArgumentException("sample %d of length %d does not fit a batch of 1 to %d"
                    .formatted(sample, counted, limits.maxElements()));
        }
        return (int) counted;
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

    private static int[] starts(int[] lengths, int[] longestFirst, Limits limits) {
        var starts = new int[longestFirst.length + 1];
        int batches = 0;
        for (int i = 0; i < longestFirst.length; batches++) {
            starts[batches] = i;
            int fitting = (int) Math.min(limits.maxElements() / lengths[longestFirst[i]], longestFirst.length - i);
            i += fitting < limits.multiple() ? fitting : fitting - fitting % limits.multiple();
        }
        starts[batches] = longestFirst.length;
        return Arrays.copyOf(starts, batches + 1);
    }

    /** Number of batches, the same in each epoch. */
    public int batchesPerEpoch() {
        return starts.length - 1;
    }

    @Override
    public PlannedBatch batch(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("batches count from 1, but this one is " + number);
        }
        int which = (int) order.sampleAt(number - 1);
        var sorted = epoch(order.epochOf(number - 1)).sorted;
        return new PlannedBatch(
                Arrays.copyOfRange(sorted, starts[which], starts[which + 1]), new long[] {rowLength(which)});
    }

    // Ties are shuffled among themselves only, so the lengths stand in the same order in each epoch.
    private int rowLength(int batch) {
        int from = starts[batch];
        int last = starts[batch + 1] - 1;
        return lengths[longestFirst[fit == Fit.PAD ? from : last]];
    }

    @Override
    public long largestBatch() {
        long largest = 0;
        for (int i = 0; i < batchesPerEpoch(); i++) {
            largest = Math.max(largest, (long) (starts[i + 1] - starts[i]) * rowLength(i));
        }
        return largest;
    }

    @Override
    public double epochs(long batches) {
        return (double) batches / batchesPerEpoch();
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
            // Fisher and Yates within the samples of this length.
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
