package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Tensor;

/**
 * What a transformer block gives: both are candidates for targets.
 *
 * @param block the output of the whole block, [batch, time, channel]
 * @param feedForward the output of its feed-forward part before dropout and the residual sum, [batch, time, channel]
 */
public record LayerOutput(Tensor block, Tensor feedForward) {}
