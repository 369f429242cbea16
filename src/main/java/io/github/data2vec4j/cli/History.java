package io.github.data2vec4j.cli;

import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every step of a run. */
final class History implements StepListener {

    private final List<TimedStep> steps = new ArrayList<>();

    /** With what was done before. */
    History(List<TimedStep> earlier) {
        steps.addAll(earlier);
    }

    @Override
    public void onStep(TimedStep step) {
        steps.add(step);
    }

    /** Those whose update was made: loss and gradients were finite. */
    List<TimedStep> made() {
        return steps.stream().filter(step -> !step.report().isSkipped()).toList();
    }

    /** How many were not. */
    long skipped() {
        return steps.stream().filter(step -> step.report().isSkipped()).count();
    }

    /** The number of the last one, 0 if there is none. */
    long lastStep() {
        return steps.isEmpty() ? 0 : steps.getLast().report().step();
    }

    List<TimedStep> steps() {
        return Collections.unmodifiableList(steps);
    }
}
