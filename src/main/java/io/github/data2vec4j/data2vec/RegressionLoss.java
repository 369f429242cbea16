package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.Losses;
import io.github.data2vec4j.torch.Reduction;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How far predictions are from targets (paper, section 3.4).
 *
 * @param beta below this difference Smooth L1 is quadratic, above it linear; 0 means squared error throughout
 * @param scale factor of the loss, or null for 1 / sqrt(channels)
 * @param reduction how one number is made of all
 */
public record RegressionLoss(double beta, @Nullable Double scale, Over reduction) {

    /** What the loss is averaged over. */
    public enum Over {
        /** Over masked positions and channels. */
        MEAN,
        /** Over masked positions, summed over channels. */
        SUM_CHANNELS
    }

    public RegressionLoss {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("beta must not be negative, is " + beta);
        }
    }

    /**
     * The loss of a batch, added up over its positions. Divided by their number, it is the loss that is reported.
     *
     * @param predictions [masked, channel]
     * @param targets [masked, channel], without a gradient
     * @return a single number
     */
    public Tensor sum(Tensor predictions, Tensor targets) {
        var total = beta == 0
                ? Losses.mse(predictions, targets, Reduction.SUM)
                : Losses.smoothL1(predictions, targets, beta, Reduction.SUM);
        double channels = predictions.size(1);
        double factor = scale == null ? 1 / Math.sqrt(channels) : scale;
        return total.mul(reduction == Over.MEAN ? factor / channels : factor);
    }
}
