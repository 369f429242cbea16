package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/** libtorch's fused kernel of AdamW. */
public final class FusedAdamW {

    private FusedAdamW() {}

    /**
     * The numbers of one update (Loshchilov and Hutter, Decoupled Weight Decay Regularization, algorithm 2).
     *
     * @param learningRate step size of this update
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param weightDecay share of a weight, times the learning rate, that it loses
     * @param epsilon added to the root of the corrected second moment
     */
    public record Coefficients(double learningRate, double beta1, double beta2, double weightDecay, double epsilon) {}

    /**
     * One update in a single native call. All tensors change in place; the first four have one shape.
     *
     * @param step float32 with one element: the number of updates so far, increased by this one
     */
    public static void update_(
            Tensor parameters,
            Tensor gradients,
            Tensor firstMoment,
            Tensor secondMoment,
            Tensor step,
            Coefficients with) {
        int status = d2v_fused_adamw_(
                parameters.handle(),
                gradients.handle(),
                firstMoment.handle(),
                secondMoment.handle(),
                step.handle(),
                with.learningRate(),
                with.beta1(),
                with.beta2(),
                with.weightDecay(),
                with.epsilon());
        Gate.current().check("fused_adamw_", status, parameters, gradients, firstMoment, secondMoment, step);
    }
}
