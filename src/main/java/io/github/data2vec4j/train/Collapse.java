package io.github.data2vec4j.train;

/**
 * When a run is stopped because its representation has collapsed.
 *
 * @param targetFloor least deviation of the targets over positions; 0 never stops a run
 * @param predictionFloor least deviation of the predictions over positions; 0 never stops a run
 * @param afterSteps updates before the floors count
 * @param positions masked positions that are judged by; where a batch has fewer, the latest updates count together
 */
public record Collapse(double targetFloor, double predictionFloor, long afterSteps, long positions) {

    /** Of the released speech recipes (min_target_var, min_pred_var). */
    public static final Collapse DATA2VEC = new Collapse(0.1, 0.01, 5000, 1000);

    /** Never. */
    public static final Collapse UNWATCHED = new Collapse(0, 0, 0, 1);

    public Collapse {
        if (positions < 1) {
            throw new IllegalArgumentException("positions must be at least 1, is " + positions);
        }
        if (!(targetFloor >= 0 && predictionFloor >= 0) || afterSteps < 0) {
            throw new IllegalArgumentException(
                    "targetFloor, predictionFloor and afterSteps must not be negative, but they are " + targetFloor
                            + ", " + predictionFloor + " and " + afterSteps);
        }
    }
}
