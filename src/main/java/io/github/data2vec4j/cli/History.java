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

    List<TimedStep> steps() {
        return Collections.unmodifiableList(steps);
    }
}
