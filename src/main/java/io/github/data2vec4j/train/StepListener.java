package io.github.data2vec4j.train;

/** Is told of every update, on the thread that trains. */
@FunctionalInterface
public interface StepListener {

    void onStep(TimedStep step);
}
