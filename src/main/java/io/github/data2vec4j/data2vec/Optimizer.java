package io.github.data2vec4j.data2vec;

/** Changes the student's parameters by their gradients. */
@FunctionalInterface
public interface Optimizer {

    /** One update. */
    void update(double learningRate);
}
