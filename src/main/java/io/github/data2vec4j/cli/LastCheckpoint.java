package io.github.data2vec4j.cli;

import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.nio.file.Path;

/** Knows up to which update a run is safe on the disk. */
final class LastCheckpoint implements StepListener {

    private long step;

    /** @param step the last one that was saved before, 0 for none */
    LastCheckpoint(long step) {
        this.step = step;
    }

    @Override
    public void onStep(TimedStep made) {}

    @Override
    public void onCheckpoint(long saved, Path folder) {
        step = saved;
    }

    long step() {
        return step;
    }

    /** What the same command will do. */
    String wayOn() {
        return step == 0
                ? "the same command begins anew, since nothing was saved"
                : "the same command goes on after step " + step;
    }
}
