package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;

/** Two linear layers with a GELU between them, at every position alike. */
final class FeedForward {

    private final Linear in;
    private final Linear out;
    private final Dropout inside;

    FeedForward(Parameters at, TransformerConfig config, BlockNames names, Init inner, Init outer) {
        in = Linear.withBias(at.at(names.feedForwardIn()), config.width(), config.feedForwardWidth(), inner);
        out = Linear.withBias(at.at(names.feedForwardOut()), config.feedForwardWidth(), config.width(), outer);
        inside = new Dropout(config.activationDropout());
    }

    Tensor apply(Tensor input, Mode mode) {
        return out.apply(inside.apply(Functional.gelu(in.apply(input)), mode));
    }
}
