package io.github.data2vec4j.data;

import org.jspecify.annotations.Nullable;

/**
 * The order in which samples are seen: a new permutation of [0, size) in each epoch, as a function of (seed, epoch,
 * position) alone. A run resumed at a position goes on exactly where it would have.
 *
 * <p>Samples of several shards are shuffled shard-wise and within a window, samples of one shard all together.
 *
 * <p>Safe for use by many threads. Two permutations of 4 bytes per sample are kept, so that workers on both sides of an
 * epoch's end do not make each other recompute.
 */
public final class EpochOrder {

    private final ShuffleWindows windows;
    private volatile @Nullable Epoch latest;
    private volatile @Nullable Epoch other;

    /**
     * All samples shuffled together.
     *
     * @param randomness its seed decides the order; step, rank, purpose and sample are ignored, so all ranks agree
     * @param size number of samples
     * @throws IllegalArgumentException if there is no sample
     */
    public EpochOrder(Randomness randomness, int size) {
        this(randomness, Shards.one(Math.max(0, size)), Integer.MAX_VALUE);
    }

    /**
     * Samples of shards.
     *
     * @param window samples that are shuffled together
     * @throws IllegalArgumentException if there is no sample, or none in a window
     */
    public EpochOrder(Randomness randomness, Shards shards, int window) {
        windows = new ShuffleWindows(randomness, shards, window);
    }

    /** Number of samples in an epoch. */
    public int size() {
        return windows.size();
    }

    /** The epoch, from 0, that a position lies in. */
    public long epochOf(long position) {
        return checked(position) / size();
    }

    /**
     * The sample at a position counted from the start of training over all epochs.
     *
     * @throws IllegalArgumentException if position is negative
     */
    public long sampleAt(long position) {
        return epoch(epochOf(position)).samples[(int) (position % size())];
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
        var epoch = new Epoch(number, samples(number));
        other = latest;
        latest = epoch;
        return epoch;
    }

    private int[] samples(long epoch) {
        var walked = windows.samples(epoch);
        var samples = new int[walked.length];
        for (int window = 0; window < windows.count(); window++) {
            int start = windows.start(window);
            var permutation =
                    ShuffleWindows.permutation(windows.start(window + 1) - start, windows.random(epoch, window));
            for (int i = 0; i < permutation.length; i++) {
                samples[start + i] = walked[start + permutation[i]];
            }
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
