package io.github.data2vec4j.cli;

import java.util.List;
import java.util.stream.IntStream;

/** A part of many examples that is spread over all of them. */
final class Evenly {

    private Evenly() {}

    /** So many numbers below {@code size}, as far apart as they can be, or all if there are no more. */
    static int[] numbers(int size, int limit) {
        int count = Math.min(size, limit);
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * size / count))
                .toArray();
    }

    /** So many of the elements, as far apart as they can be. */
    static <T> List<T> of(List<T> all, int limit) {
        return IntStream.of(numbers(all.size(), limit)).mapToObj(all::get).toList();
    }
}
