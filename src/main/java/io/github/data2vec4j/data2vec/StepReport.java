package io.github.data2vec4j.data2vec;

/**
 * What an update did.
 *
 * @param step number of the update, from 1
 * @param loss of the batch
 * @param gradientNorm L2 norm of all gradients before clipping
 * @param targetDeviation standard deviation of the targets over positions, averaged over channels
 * @param predictionDeviation the same of the predictions
 * @param emaDecay with which the teacher followed
 * @param learningRate of the update
 * @param masked positions that counted
 * @param positions all positions, masked or not
 */
public record StepReport(
        long step,
        double loss,
        double gradientNorm,
        double targetDeviation,
        double predictionDeviation,
        double emaDecay,
        double learningRate,
        long masked,
        long positions) {

    /** Whether loss or gradients were not finite, so that nothing was updated. */
    public boolean isSkipped() {
        return !(Double.isFinite(loss) && Double.isFinite(gradientNorm));
    }

    /** Share of the positions that were masked. */
    public double maskedShare() {
        return (double) masked / positions;
    }
}
