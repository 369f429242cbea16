package io.github.data2vec4j.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The source of every random number: a pure function of (seed, step, rank, purpose, sample), without hidden state.
 * Asking twice gives the same numbers, in any order, on any thread and after a restart.
 *
 * <p>Each {@code at}, {@code rank}, {@code purpose} or {@code sample} replaces one coordinate and leaves the others, so
 * the order in which they are called does not matter: {@code of(1).at(7).rank(2)} equals {@code of(1).rank(2).at(7)}.
 * Coordinates not set are 0 and {@link Purpose#GENERAL}.
 *
 * @param seed the run's seed
 * @param step the update, or the epoch for what is drawn once per epoch
 * @param rank the process among those that train together; leave it 0 for what all of them must agree on
 * @param purpose what the numbers are for
 * @param sample the sample, parameter or layer within the step
 */
public record Randomness(long seed, long step, int rank, Purpose purpose, long sample) {

    // The fractional part of the golden ratio, odd: adding it spreads small neighbouring inputs over all 64 bits.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    // A multiplier of good spectral quality (Steele and Vigna 2021). Without it, equal coordinates would cancel each
    // other.
    private static final long MULTIPLIER = 0xD1342543DE82EF95L;

    /** All coordinates at zero. */
    public static Randomness of(long seed) {
        return new Randomness(seed, 0, 0, Purpose.GENERAL, 0);
    }

    /** The same, at this step. */
    public Randomness at(long step) {
        return new Randomness(seed, step, rank, purpose, sample);
    }

    /** The same, for this rank. */
    public Randomness rank(int rank) {
        return new Randomness(seed, step, rank, purpose, sample);
    }

    /** The same, for this purpose. */
    public Randomness purpose(Purpose purpose) {
        return new Randomness(seed, step, rank, purpose, sample);
    }

    /** The same, for this sample of the step. */
    public Randomness sample(long sample) {
        return new Randomness(seed, step, rank, purpose, sample);
    }

    /** 64 bits that depend on every coordinate, fit to seed any other generator, libtorch's included. */
    public long asLong() {
        var bits = mix(seed + GOLDEN);
        bits = absorb(bits, step);
        bits = absorb(bits, rank);
        bits = absorb(bits, purpose.code());
        return absorb(bits, sample);
    }

    /** A new generator that starts at {@link #asLong()}; it belongs to the caller and is not thread-safe. */
    public RandomGenerator generator() {
        return new SplittableRandom(asLong());
    }

    // One to one in each argument while the other is fixed, so inputs that differ in one coordinate never collide.
    private static long absorb(long bits, long value) {
        return mix(bits * MULTIPLIER ^ mix(value + GOLDEN));
    }

    // The finaliser of SplitMix64 (Stafford's "Mix13"): each input bit flips each output bit with probability 1/2.
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
