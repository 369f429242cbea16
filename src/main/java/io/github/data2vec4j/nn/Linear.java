package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code y = x W^T + b} over the last dimension. */
public final class Linear {

    private final Parameter weight;

    @Nullable
    private final Parameter bias;

    private Linear(Parameter weight, @Nullable Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** With a bias that starts at zero. */
    public static Linear withBias(Parameters at, int in, int out, Init weights) {
        return new Linear(at.parameter("weight", weights, out, in), at.parameter("bias", Init.zeros(), out));
    }

    public static Linear withoutBias(Parameters at, int in, int out, Init weights) {
        return new Linear(at.parameter("weight", weights, out, in), null);
    }

    /** As PyTorch starts it by default: weights and biases drawn evenly from within 1 / sqrt(in). */
    public static Linear byDefault(Parameters at, int in, int out) {
        var even = Init.uniform(1 / Math.sqrt(in));
        return new Linear(at.parameter("weight", even, out, in), at.parameter("bias", even, out));
    }

    /**
     * Applies the layer.
     *
     * @param input [..., in]
     * @return [..., out]
     */
    public Tensor apply(Tensor input) {
        return Functional.linear(input, weight.value(), bias == null ? null : bias.value());
    }
}
