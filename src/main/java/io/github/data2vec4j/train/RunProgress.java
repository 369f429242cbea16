package io.github.data2vec4j.train;

import java.util.List;

/**
 * How far a run is: what changes in it besides its buffers.
 *
 * @param step the last update
 * @param skipped updates up to it that were skipped
 * @param skippedInARow how many of these came last, one after the other
 * @param deviations of the latest updates, by which collapse is judged
 */
record RunProgress(long step, long skipped, long skippedInARow, List<DeviationWindow.Deviations> deviations) {

    static final RunProgress START = new RunProgress(0, 0, 0, List.of());

    RunProgress {
        deviations = List.copyOf(deviations);
    }

    /** How often the optimiser was asked to update. */
    long made() {
        return step - skipped;
    }
}
