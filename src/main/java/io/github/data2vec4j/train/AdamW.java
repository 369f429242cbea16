package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.Optimizer;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.ParameterStore.Group;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.FusedAdamW;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019) over the flat buffers of a store: one native call for
 * the parameters that decay and one for those that do not. Both moments are flat buffers of the same layout.
 */
public final class AdamW implements Optimizer, AutoCloseable {

    /**
     * The numbers of the optimiser that stay the same.
     *
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param epsilon added to the root of the corrected second moment
     * @param weightDecay share of a weight, times the learning rate, that it loses in an update
     */
    public record Config(double beta1, double beta2, double epsilon, double weightDecay) {

        public Config {
            if (!(0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1)) {
                throw new IllegalArgumentException("beta1 and beta2 are in [0, 1), not " + beta1 + " and " + beta2);
            }
            if (!(epsilon > 0 && weightDecay >= 0)) {
                throw new IllegalArgumentException("epsilon must be above 0 and weightDecay not below it");
            }
        }
    }

    /** The flat pieces of one group of parameters. */
    private record Piece(
            Tensor values, Tensor gradients, Tensor firstMoment, Tensor secondMoment, Tensor step, double decay) {}

    private final Config config;
    private final List<Tensor> owned = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();

    public AdamW(ParameterStore parameters, Config config) {
        this.config = config;
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            long length = parameters.values().numel();
            var first = own(Tensors.zeros(DType.FLOAT32, length));
            var second = own(Tensors.zeros(DType.FLOAT32, length));
            for (var group : Group.values()) {
                var range = parameters.range(group);
                if (range.length() > 0) {
                    pieces.add(new Piece(
                            piece(parameters.values(), range),
                            piece(parameters.gradients(), range),
                            piece(first, range),
                            piece(second, range),
                            own(Tensors.zeros(DType.FLOAT32, 1)),
                            group == Group.DECAYED ? config.weightDecay() : 0));
                }
            }
        }
    }

    private Tensor piece(Tensor flat, ParameterStore.Range range) {
        return own(flat.narrow(0, range.offset(), range.length()));
    }

    private Tensor own(Tensor tensor) {
        owned.add(tensor.keep());
        return tensor;
    }

    @Override
    public void update(double learningRate) {
        for (var piece : pieces) {
            FusedAdamW.update_(
                    piece.values,
                    piece.gradients,
                    piece.firstMoment,
                    piece.secondMoment,
                    piece.step,
                    new FusedAdamW.Coefficients(
                            learningRate, config.beta1(), config.beta2(), piece.decay, config.epsilon()));
        }
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
        owned.clear();
    }
}
