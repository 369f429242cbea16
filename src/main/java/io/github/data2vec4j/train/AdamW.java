package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.Optimizer;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.ParameterStore;
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
 * each group of parameters. Both moments are flat buffers of the same layout.
 */
public final class AdamW implements Optimizer, AutoCloseable {

    /**
     * The numbers of the optimiser that stay the same.
     *
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param epsilon added to the root of the second moment
     * @param epsilonAt whether it is added before or after that moment's start at zero is corrected for
     * @param weightDecay share of a weight, times the learning rate, that it loses in an update
     */
    public record Config(double beta1, double beta2, double epsilon, EpsilonAt epsilonAt, double weightDecay) {

        public Config {
            if (!(0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1)) {
                throw new IllegalArgumentException("beta1 and beta2 are in [0, 1), not " + beta1 + " and " + beta2);
            }
            if (!(epsilon > 0 && weightDecay >= 0)) {
                throw new IllegalArgumentException("epsilon must be above 0 and weightDecay not below it");
            }
        }
    }

    /** Where epsilon is added. */
    public enum EpsilonAt {
        /** To the root of the corrected moment, as in the paper of Adam and in PyTorch. */
        CORRECTED,
        /** To the root of the moment as it is, as in fairseq; so it weighs more in the first updates. */
        UNCORRECTED
    }

    /** The flat pieces of one group of parameters. */
    private record Piece(
            Tensor values, Tensor gradients, Tensor firstMoment, Tensor secondMoment, Tensor step, Group group) {}

    private final Config config;
    private final List<Tensor> owned = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final Tensor firstMoment;
    private final Tensor secondMoment;
    private long updates;

    public AdamW(ParameterStore parameters, Config config) {
        this.config = config;
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            long length = parameters.values().numel();
            firstMoment = own(Tensors.zeros(DType.FLOAT32, length));
            secondMoment = own(Tensors.zeros(DType.FLOAT32, length));
            parameters.groups().forEach((group, range) -> {
                if (range.length() > 0) {
                    pieces.add(new Piece(
                            piece(parameters.values(), range),
                            piece(parameters.gradients(), range),
                            piece(firstMoment, range),
                            piece(secondMoment, range),
                            own(Tensors.zeros(DType.FLOAT32, 1)),
                            group));
                }
            });
        }
    }

    /** The flat buffer of the means of gradients, float32. */
    Tensor firstMoment() {
        return firstMoment;
    }

    /** The flat buffer of the means of squared gradients, float32. */
    Tensor secondMoment() {
        return secondMoment;
    }

    /** Counts updates from here on as if so many had been made; the moments are the caller's to bring. */
    void continueAfter(long made) {
        updates = made;
        for (var piece : pieces) {
            piece.step.fill_((double) made);
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
        updates++;
        for (var piece : pieces) {
            FusedAdamW.update_(
                    piece.values,
                    piece.gradients,
                    piece.firstMoment,
                    piece.secondMoment,
                    piece.step,
                    new FusedAdamW.Coefficients(
                            learningRate * piece.group.rateScale(),
                            config.beta1(),
                            config.beta2(),
                            piece.group.decayed() ? config.weightDecay() : 0,
                            epsilon()));
        }
    }

    // m / (sqrt(v) + e) times the correction c of sqrt(v) is m / (sqrt(v) / c + e / c).
    private double epsilon() {
        return switch (config.epsilonAt()) {
            case CORRECTED -> config.epsilon();
            case UNCORRECTED -> config.epsilon() / Math.sqrt(1 - Math.pow(config.beta2(), (double) updates));
        };
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
        owned.clear();
    }
}
