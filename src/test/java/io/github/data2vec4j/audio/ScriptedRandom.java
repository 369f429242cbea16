package io.github.data2vec4j.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Gives out numbers that a test has laid down, and nothing else. */
final class ScriptedRandom implements RandomGenerator {

    private final Deque<Double> doubles = new ArrayDeque<>();
    private final Deque<Integer> ints = new ArrayDeque<>();

    ScriptedRandom thenDoubles(double... numbers) {
        for (double number : numbers) {
            doubles.add(number);
        }
        return this;
    }

    ScriptedRandom thenInts(int... numbers) {
        for (int number : numbers) {
            ints.add(number);
        }
        return this;
    }

    boolean isUsedUp() {
        return doubles.isEmpty() && ints.isEmpty();
    }

    @Override
    public double nextDouble() {
        return doubles.remove();
    }

    @Override
    public int nextInt(int bound) {
        int number = ints.remove();
        if (number < 0 || number >= bound) {
            throw new AssertionError(number + " was asked for below " + bound);
        }
        return number;
    }

    @Override
    public long nextLong() {
        throw new AssertionError("not in the script");
    }
}
