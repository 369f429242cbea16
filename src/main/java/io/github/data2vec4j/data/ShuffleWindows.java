package io.github.data2vec4j.data;

import java.util.random.RandomGenerator;

/**
 * How an epoch walks through shards: whole shards in an order that is drawn anew for each epoch, the samples in them as
 * they are stored, all cut into windows. What is drawn next from shuffles each window alone, so that few shards are
 * read from at a time. Samples of a single shard are one window, since there is nothing to stay close to.
 */
final class ShuffleWindows {

    // Apart from what windows draw, whose numbers are not negative.
    private static final long SHARDS = -1;

    private final Randomness randomness;
    private final Shards shards;
    private final int window;

    /**
     * @param randomness its seed decides; step, rank, purpose and sample are ignored, so all ranks agree
     * @param window samples that are shuffled together, if that many can be read together
     * @throws IllegalArgumentException if there is no sample, or none in a window
     */
    ShuffleWindows(Randomness randomness, Shards shards, int window) {
        if (shards.samples() < 1) {
            throw new IllegalArgumentException("an epoch needs at least one sample, and there is none");
        }
        if (window < 1) {
            throw new IllegalArgumentException("a window holds at least one sample, not " + window);
        }
        this.randomness = Randomness.of(randomness.seed()).purpose(Purpose.ORDER);
        this.shards = shards;
        this.window = shards.count() == 1
                ? shards.samples()
                : Math.min(Math.min(window, shards.together()), shards.samples());
    }

    /** Number of samples of an epoch. */
    int size() {
        return shards.samples();
    }

    /** Number of windows. */
    int count() {
        return Math.ceilDiv(size(), window);
    }

    /** Where a window begins; for the number of windows, the end. */
    int start(int number) {
        return (int) Math.min((long) number * window, size());
    }

    /** The numbers of all samples in the order in which an epoch walks through shards. */
    int[] samples(long epoch) {
        var samples = new int[size()];
        int filled = 0;
        var random = randomness.at(epoch).sample(SHARDS).generator();
        for (int shard : permutation(shards.count(), random)) {
            for (int sample = shards.start(shard); sample < shards.start(shard) + shards.size(shard); sample++) {
                samples[filled++] = sample;
            }
        }
        return samples;
    }

    /** What one of several things that are drawn for a window in an epoch is drawn from. */
    RandomGenerator random(long epoch, long what) {
        return randomness.at(epoch).sample(what).generator();
    }

    /** All numbers below a bound in a random order: Fisher and Yates, inside out. */
    static int[] permutation(int size, RandomGenerator random) {
        var numbers = new int[size];
        for (int i = 1; i < size; i++) {
            int j = random.nextInt(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return numbers;
    }
}
