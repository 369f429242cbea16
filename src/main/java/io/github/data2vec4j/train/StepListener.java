package io.github.data2vec4j.train;

import java.nio.file.Path;

/** Is told of every update and of what happens between them, on the thread that trains. */
@FunctionalInterface
public interface StepListener {

    void onStep(TimedStep step);

    /**
     * A checkpoint is whole and on the disk; training has gone on in the meantime.
     *
     * @param step the last update in it
     * @param folder where it is
     */
    default void onCheckpoint(long step, Path folder) {}

    /** Something went wrong that does not end the run, such as a checkpoint that could not be written. */
    default void onTrouble(String what) {}

    /** The run is about to end with this exception. */
    default void onAlarm(AlarmException alarm) {}
}
