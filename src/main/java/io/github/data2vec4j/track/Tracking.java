package io.github.data2vec4j.track;

/**
 * What is written about a run beside its metrics, to be looked at with TensorBoard.
 *
 * @param tensorBoard whether anything is
 * @param scalarEverySteps updates from one point of the curves to the next
 * @param histogramEverySteps updates from one measurement of the layers to the next; 0 for none
 * @param previewEverySteps updates from one look at masked samples to the next, the first update included; 0 for none
 */
public record Tracking(boolean tensorBoard, long scalarEverySteps, long histogramEverySteps, long previewEverySteps) {

    public Tracking {
        if (scalarEverySteps < 1 || histogramEverySteps < 0 || previewEverySteps < 0) {
            throw new IllegalArgumentException(
                    "scalarEverySteps must be at least 1, histogramEverySteps and previewEverySteps not negative, but"
                            + " they are " + scalarEverySteps + ", " + histogramEverySteps + " and "
                            + previewEverySteps);
        }
    }

    boolean wantsScalars(long step) {
        return step % scalarEverySteps == 0;
    }

    boolean wantsHistograms(long step) {
        return tensorBoard && histogramEverySteps > 0 && step % histogramEverySteps == 0;
    }

    boolean wantsPreview(long step) {
        return tensorBoard && previewEverySteps > 0 && (step == 1 || step % previewEverySteps == 0);
    }
}
