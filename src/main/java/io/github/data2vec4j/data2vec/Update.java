package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.Tensor;

/** What adds up over the batches of an update. */
final class Update {

    private final Deviation targets = new Deviation();
    private final Deviation predictions = new Deviation();
    private double loss;
    private long masked;
    private long positions;
    private long assumed;

    /**
     * What a batch's loss is multiplied with before its backward pass. How many positions all batches will have masked
     * is not known yet, so the first batch's number stands in for it.
     */
    double share(Mask first) {
        if (assumed == 0) {
            assumed = first.count();
        }
        return 1.0 / assumed;
    }

    /**
     * What the gradients are to be multiplied with in the end, so that they are those of the mean over all positions.
     */
    double correction() {
        return (double) assumed / masked;
    }

    void add(Mask mask, double summedLoss, Tensor batchTargets, Tensor batchPredictions) {
        loss += summedLoss;
        masked += mask.count();
        positions += (long) mask.batch() * mask.time();
        targets.add(batchTargets);
        predictions.add(batchPredictions);
    }

    StepReport report(long step, double gradientNorm, double emaDecay, double learningRate) {
        return new StepReport(
                step,
                loss / masked,
                gradientNorm,
                targets.value(),
                predictions.value(),
                emaDecay,
                learningRate,
                masked,
                positions);
    }
}
