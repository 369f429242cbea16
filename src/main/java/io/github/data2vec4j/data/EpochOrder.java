package io.github.data2vec4j.data;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which samples are seen: a new permutation of [0, size) in each epoch, as a function of (seed, epoch,
 * position) alone. A run resumed at a position goes on exactly where it would have.
 *
 * <p>Safe for use by many threads. Two permutations of 4 bytes per sample are kept, so that workers on both sides of an
 * epoch's end do not make each other recompute.
 */
public final class EpochOrder {

    private final Randomness randomness;
    private final int size;
    private volatile @Nullable Epoch latest;
    private volatile @Nullable Epoch other;

    /**
     * @param randomness its seed decides the order; step, rank, purpose and sample are ignored, so all ranks agree
     * @param size number of samples
     * @throws IllegalArgumentException if there is no sample
     */
    public EpochOrder(Randomness randomness, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("an epoch needs at least one sample, but size is " + size);
        }
        this.randomness = Randomness.of(randomness.seed()).purpose(Purpose.ORDER);
        this.size = size;
    }

    /** Number of samples in an epoch. */
    public int size() {
        return size;
    }

    /** The epoch, from 0, that a position lies in. */
    public long epochOf(long position) {
        return checked(position) / size;
    }

    /**
     * The sample at a position counted from the start of training over all epochs.
     *
     * @throws IllegalArgumentException if position is negative
     */
    public long sampleAt(long position) {
        return epoch(epochOf(position)).samples[(int) (position % size)];
    }

    private Epoch epoch(long number) {
        var found = cached(number);
        return found != null ? found : shuffled(number);
    }

    private @Nullable Epoch cached(long number) {
        var first = latest;
        if (first != null && first.number == number) {
            return first;
        }
        var second = other;
        return second != null && second.number == number ? second : null;
    }

    private synchronized Epoch shuffled(long number) {
        var found = cached(number);
        if (found != null) {
            return found;
        }
        var samples = permutation(randomness.at(number).generator());
        var epoch = new Epoch(number, samples);
        other = latest;
        latest = epoch;
        return epoch;
    }

    // Fisher and Yates, inside out.
    private int[] permutation(RandomGenerator random) {
        var samples = new int[size];
        for (int i = 1; i < size; i++) {
            int j = random.nextInt(i + 1);
            samples[i] = samples[j];
            samples[j] = i;
        }
        return samples;
    }

    private static long checked(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("a position counts from 0, but is " + position);
        }
        return position;
    }

    private static final class Epoch {

        private final long number;
        private final int[] samples;

        Epoch(long number, int[] samples) {
            this.number = number;
            this.samples = samples;
        }
    }
}
