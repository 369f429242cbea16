package io.github.data2vec4j.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Gives out numbers that a test has laid down, in that order, and nothing else. */
final class ScriptedRandom implements RandomGenerator {

    private final Deque<Number> numbers = new ArrayDeque<>();

    ScriptedRandom(Number... numbers) {
        for (var number : numbers) {
            this.numbers.add(number);
        }
    }

    boolean isUsedUp() {
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
