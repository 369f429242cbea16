package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.Tensor;

/** Turns the student's output at masked positions into a prediction of the targets there. */
@FunctionalInterface
public interface PredictionHead {

    /**
     * Applies the head.
     *
     * @param positions [masked, channel]
     * @return [masked, channel]
     */
    Tensor apply(Tensor positions);
}
