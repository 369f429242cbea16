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
 * @param layerNorms how each layer is normalised before the average, one after the other
 * @param finalNorms how the average is normalised, one after the other
 */
public record Targets(int topLayers, Layer layer, List<Norm> layerNorms, List<Norm> finalNorms) {

    /** An output of a transformer block. */
    public enum Layer {
        BLOCK_OUTPUT,
        FEED_FORWARD_OUTPUT
    }

    /** A normalisation without parameters, to mean 0 and variance 1. */
    public enum Norm {
        /** Each position over its channels. */
        LAYER,
        /** Each channel of a sample over time. */
        INSTANCE,
        /** Each channel over all positions of the batch. */
        BATCH,
        /** Each sample over time and channels together. */
        GROUP
    }

    private static final double EPSILON = 1e-5;

    public Targets {
        if (topLayers < 1) {
            throw new IllegalArgumentException("topLayers must be at least 1, is " + topLayers);
        }
        layerNorms = List.copyOf(layerNorms);
        finalNorms = List.copyOf(finalNorms);
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
        var top = top(layers);
        var sum = normalised(top.getFirst());
        for (var output : top.subList(1, topLayers)) {
            sum = sum.add(normalised(output));
        }
        return normalise(sum.div(topLayers), finalNorms);
    }

    /** What counts of the top layers, or of all where there are fewer, [batch, time, channel] each. */
    List<Tensor> top(List<LayerOutput> layers) {
        return layers.subList(Math.max(0, layers.size() - topLayers), layers.size()).stream()
                .map(output -> layer == Layer.BLOCK_OUTPUT ? output.block() : output.feedForward())
                .toList();
    }

    /** Whether anything keeps the targets apart from each other. */
    public boolean areNormalised() {
        return !layerNorms.isEmpty() || !finalNorms.isEmpty();
    }

    private Tensor normalised(Tensor values) {
        return normalise(values.to(DType.FLOAT32), layerNorms);
    }

    private static Tensor normalise(Tensor values, List<Norm> norms) {
        var current = values;
        for (var norm : norms) {
            current = normalise(current, norm);
        }
        return current;
    }

    private static Tensor normalise(Tensor values, Norm norm) {
        return switch (norm) {
            case LAYER -> Functional.layerNorm(values, null, null, EPSILON, values.size(2));
            case INSTANCE ->
                Functional.layerNorm(values.transpose(1, 2), null, null, EPSILON, values.size(1))
                        .transpose(1, 2);
            case BATCH ->
                Functional.batchNorm(values.transpose(1, 2), null, null, EPSILON)
                        .transpose(1, 2);
            case GROUP -> Functional.layerNorm(values, null, null, EPSILON, values.size(1), values.size(2));
        };
    }
}
