package io.github.data2vec4j.data;

import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Batches of samples of similar length. As in wav2vec 2.0, an epoch sorts all samples by length, equal ones by chance,
 * fills batches from the longest to the shortest, and shuffles the batches. So there is little to crop or pad, and
 * where there are ties, a sample meets others in every epoch.
 *
 * <p>Samples of several shards are sorted and shuffled within windows (see {@link EpochOrder}), whose content differs
 * from epoch to epoch. Then epochs differ in their number of batches too, and the first batch asked for after a resume
 * takes as long as planning all epochs before it.
 */
public final class LengthPlan implements BatchPlan {

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

    private final Fit fit;
    private final Limits limits;
    private final int[] lengths;
    private final ShuffleWindows windows;
    private final LengthEpochs epochs;

    /**
     * All samples sorted together.
     *
     * @param lengths of all samples, in elements
     * @param randomness its seed decides the order; step, rank, purpose and sample are ignored, so all ranks agree
     * @throws IllegalArgumentException if there is no sample, or one is empty or alone too long for a batch
     */
    public LengthPlan(long[] lengths, Limits limits, Fit fit, Randomness randomness) {
        this(lengths, Shards.one(lengths.length), Integer.MAX_VALUE, limits, fit, randomness);
    }

    /**
     * Samples of shards.
     *
     * @param lengths of all samples, in elements
     * @param window samples that are sorted and shuffled together
     * @throws IllegalArgumentException as the other, and if a window would hold no sample
     */
    public LengthPlan(long[] lengths, Shards shards, int window, Limits limits, Fit fit, Randomness randomness) {
        this.fit = fit;
        this.limits = limits;
        if (lengths.length == 0) {
            throw new IllegalArgumentException("there is no sample to plan for");
        }
        if (lengths.length != shards.samples()) {
            throw new IllegalArgumentException(
                    lengths.length + " lengths are given for " + shards.samples() + " samples");
        }
        this.lengths = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            this.lengths[i] = counted(lengths[i], i, limits);
        }
        windows = new ShuffleWindows(randomness, shards, window);
        epochs = new LengthEpochs(this.lengths, limits, windows);
    }

    private static int counted(long length, int sample, Limits limits) {
        long counted = Math.min(length, limits.longest());
        if (counted < 1 || counted > limits.maxElements()) {
            throw new IllegalArgumentException("sample %d of length %d does not fit a batch of 1 to %d"
                    .formatted(sample, counted, limits.maxElements()));
        }
        return (int) counted;
    }

    /** Number of batches of an epoch, counted from 0. */
    public int batchesOfEpoch(long epoch) {
        return epochs.of(epoch).batches();
    }

    @Override
    public PlannedBatch batch(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("batches count from 1, but this one is " + number);
        }
        long epoch = epochs.holding(number - 1);
        return epochs.of(epoch).batch((int) (number - 1 - epochs.start(epoch)), fit);
    }

    @Override
    public long largestBatch(ToLongFunction<long[]> roomOfRow) {
        return windows.count() > 1 ? largestOfAnyEpoch(roomOfRow) : largestOf(epochs.of(0), roomOfRow);
    }

    private long largestOf(LengthEpoch epoch, ToLongFunction<long[]> roomOfRow) {
        return IntStream.range(0, epoch.batches())
                .mapToObj(place -> epoch.batch(place, fit))
                .mapToLong(batch -> room(batch.samples().length, batch.rowShape()[0], roomOfRow))
                .max()
                .orElseThrow();
    }

    /** In windows, samples of any length can come to meet. */
    private long largestOfAnyEpoch(ToLongFunction<long[]> roomOfRow) {
        return IntStream.of(lengths)
                .distinct()
                .mapToLong(length -> room(Math.min(limits.maxElements() / length, lengths.length), length, roomOfRow))
                .max()
                .orElseThrow();
    }

    private static long room(long rows, long length, ToLongFunction<long[]> roomOfRow) {
        return Math.multiplyExact(rows, roomOfRow.applyAsLong(new long[] {length}));
    }

    /** Where epochs differ in their number of batches, all are taken to be like the first: planning them takes long. */
    @Override
    public double epochs(long batches) {
        return (double) batches / batchesOfEpoch(0);
    }
}
