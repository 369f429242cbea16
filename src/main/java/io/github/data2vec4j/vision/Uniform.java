package io.github.data2vec4j.vision;

import java.util.random.RandomGenerator;

/** Uniform draws that also allow an empty or reversed range, and take one number from the generator in any case. */
final class Uniform {

    private Uniform() {}

    static double between(double from, double to, RandomGenerator random) {
        return from + (to - from) * random.nextDouble();
    }
}
