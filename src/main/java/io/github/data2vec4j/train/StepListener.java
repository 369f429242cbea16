package io.github.data2vec4j.train;

/** Is told of every update, on the thread that trains. */
@FunctionalInterface
public interface StepListener {

    void onStep(TimedStep step);

    /** Something went wrong that does not end the run, such as a checkpoint that could not be written. */
    default void onTrouble(String what) {}
}
