package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/** Losses and similarities. */
public final class Losses {

    private Losses() {}

    /** Squared differences. */
    public static Tensor mse(Tensor input, Tensor target, Reduction reduction) {
        var gate = Gate.current();
        int status = d2v_mse_loss(input.handle(), target.handle(), reduction.number, gate.out());
        return gate.result("mse_loss", status, input, target, null);
    }

    /** Absolute differences. */
    public static Tensor l1(Tensor input, Tensor target, Reduction reduction) {
        var gate = Gate.current();
        int status = d2v_l1_loss(input.handle(), target.handle(), reduction.number, gate.out());
        return gate.result("l1_loss", status, input, target, null);
    }

    /** {@code d^2 / (2 beta)} where the difference is below {@code beta}, {@code |d| - beta / 2} elsewhere. */
    public static Tensor smoothL1(Tensor input, Tensor target, double beta, Reduction reduction) {
        var gate = Gate.current();
        int status = d2v_smooth_l1_loss(input.handle(), target.handle(), reduction.number, beta, gate.out());
        return gate.result("smooth_l1_loss", status, input, target, null);
    }

    /**
     * Cross entropy with softmax.
     *
     * @param logits [count, classes]
     * @param target int64 [count]; places with the value {@code ignoreIndex} do not count
     * @param labelSmoothing share of the probability that is spread over all classes
     */
    public static Tensor crossEntropy(
            Tensor logits, Tensor target, long ignoreIndex, double labelSmoothing, Reduction reduction) {
        var gate = Gate.current();
        int status = d2v_cross_entropy_loss(
                logits.handle(), target.handle(), reduction.number, ignoreIndex, labelSmoothing, gate.out());
        return gate.result("cross_entropy_loss", status, logits, target, null);
    }

    /** Cross entropy of independent yes-or-no labels; {@code target} has the shape of {@code logits}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target, Reduction reduction) {
        var gate = Gate.current();
        int status =
                d2v_binary_cross_entropy_with_logits(logits.handle(), target.handle(), reduction.number, gate.out());
        return gate.result("binary_cross_entropy_with_logits", status, logits, target, null);
    }

    /**
     * Connectionist temporal classification. Utterances that no alignment fits have loss and gradient 0.
     *
     * @param logProbabilities [time, batch, classes]
     * @param targets int64 [batch, length]
     * @param inputLengths int64 [batch]
     * @param targetLengths int64 [batch]
     * @param blank the class that stands for no symbol
     */
    public static Tensor ctc(
            Tensor logProbabilities,
            Tensor targets,
            Tensor inputLengths,
            Tensor targetLengths,
            long blank,
            Reduction reduction) {
        var gate = Gate.current();
        int status = d2v_ctc_loss(
                logProbabilities.handle(),
                targets.handle(),
                inputLengths.handle(),
                targetLengths.handle(),
                blank,
                reduction.number,
                1,
                gate.out());
        gate.check("ctc_loss", status, logProbabilities, targets, inputLengths, targetLengths);
        return gate.result("ctc_loss", status, logProbabilities, targets, null);
    }

    /** Cosine of the angle between two tensors along {@code dim}. */
    public static Tensor cosineSimilarity(Tensor left, Tensor right, int dim) {
        var gate = Gate.current();
        int status = d2v_cosine_similarity(left.handle(), right.handle(), dim, 1e-8, gate.out());
        return gate.result("cosine_similarity", status, left, right, null);
    }
}
