package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;

/** Normalises each position over its channels, then scales and shifts each channel. */
public final class LayerNorm {

    private final Parameter weight;
    private final Parameter bias;
    private final double epsilon;

    public LayerNorm(Parameters at, int width, double epsilon) {
        this.weight = at.parameter("weight", Init.ones(), width);
        this.bias = at.parameter("bias", Init.zeros(), width);
        this.epsilon = epsilon;
    }

    /**
     * Applies the layer.
     *
     * @param input [..., channel]
     * @return [..., channel]
     */
    public Tensor apply(Tensor input) {
        return Functional.layerNorm(input, weight.value(), bias.value(), epsilon, weight.numel());
    }
}
