package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;

/**
 * How targets are made of the teacher's layers (paper, section 3.3): the top K are normalised and averaged, and the
 * average may be normalised again.
 *
 * @param topLayers K, how many of the last layers count
 * @param layer which output of a block counts
 * @param layerNorm how each layer is normalised before the average
 * @param finalNorm how the average is normalised
 */
public record Targets(int topLayers, Layer layer, Norm layerNorm, Norm finalNorm) {

    /** An output of a transformer block. */
    public enum Layer {
        BLOCK_OUTPUT,
        FEED_FORWARD_OUTPUT
    }

    /** A normalisation without parameters. */
    public enum Norm {
        NONE,
        /** Each position over its channels. */
        LAYER,
        /** Each channel of a sample over time. */
        INSTANCE
    }

    private static final double EPSILON = 1e-5;

    public Targets {
        if (topLayers < 1) {
            throw new IllegalArgumentException("topLayers must be at least 1, is " + topLayers);
        }
    }

    /**
     * Makes the targets of all positions.
     *
     * @param layers what the teacher's blocks gave, [batch, time, channel] each
     * @return [batch, time, channel], float32
     * @throws IllegalArgumentException if there are fewer layers than {@code topLayers}
     */
    public Tensor of(List<LayerOutput> layers) {
        if (layers.size() < topLayers) {
            throw new IllegalArgumentException(
                    "targets of the top " + topLayers + " layers, but the encoder has " + layers.size());
        }
        var top = layers.subList(layers.size() - topLayers, layers.size());
        var sum = normalised(top.getFirst());
        for (var output : top.subList(1, topLayers)) {
            sum = sum.add(normalised(output));
        }
        return normalise(sum.div(topLayers), finalNorm);
    }

    private Tensor normalised(LayerOutput output) {
        var values = layer == Layer.BLOCK_OUTPUT ? output.block() : output.feedForward();
        return normalise(values.to(DType.FLOAT32), layerNorm);
    }

    private static Tensor normalise(Tensor values, Norm norm) {
        return switch (norm) {
            case NONE -> values;
            case LAYER -> Functional.layerNorm(values, null, null, EPSILON, values.size(2));
            case INSTANCE ->
                Functional.layerNorm(values.transpose(1, 2), null, null, EPSILON, values.size(1))
                        .transpose(1, 2);
        };
    }
}
