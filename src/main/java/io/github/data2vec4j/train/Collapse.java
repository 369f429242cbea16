package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/**
 * When a run is stopped because its representation has collapsed.
 *
 * @param targetFloor least deviation of the targets over positions; 0 never stops a run
 * @param predictionFloor least deviation of the predictions over positions; 0 never stops a run
 * @param afterSteps updates before the floors count
 */
public record Collapse(double targetFloor, double predictionFloor, long afterSteps) {

    /** Of the released speech recipes (min_target_var, min_pred_var). */
    public static final Collapse DATA2VEC = new Collapse(0.1, 0.01, 5000);

    /** Never. */
    public static final Collapse UNWATCHED = new Collapse(0, 0, 0);

    public Collapse {
        if (!(targetFloor >= 0 && predictionFloor >= 0) || afterSteps < 0) {
            throw new IllegalArgumentException(
                    "targetFloor, predictionFloor and afterSteps must not be negative, but they are " + targetFloor
                            + ", " + predictionFloor + " and " + afterSteps);
        }
    }

    /** Whether an update shows a collapse. A single position says nothing: it differs from no other. */
    public boolean isSeenIn(StepReport report) {
        return report.step() > afterSteps
                && report.masked() > 1
                && (isBelow(report.targetDeviation(), targetFloor)
                        || isBelow(report.predictionDeviation(), predictionFloor));
    }

    /** What is no number is below any floor but 0. */
    static boolean isBelow(double deviation, double floor) {
        return floor > 0 && !(deviation >= floor);
    }
}
