package io.github.data2vec4j.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Gives out numbers that a test has laid down, in that order, and nothing else. */
public final class ScriptedRandom implements RandomGenerator {

    private final Deque<Number> numbers = new ArrayDeque<>();

    public ScriptedRandom thenDoubles(double... numbers) {
        for (double number : numbers) {
            this.numbers.add(number);
        }
        return this;
    }

    public ScriptedRandom thenInts(int... numbers) {
        for (int number : numbers) {
            this.numbers.add(number);
        }
        return this;
    }

    public boolean isUsedUp() {
        return numbers.isEmpty();
    }

    @Override
    public double nextDouble() {
        return (Double) numbers.remove();
    }

    @Override
    public int nextInt(int bound) {
        int number = (Integer) numbers.remove();
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
