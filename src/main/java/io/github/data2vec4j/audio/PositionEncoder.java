package io.github.data2vec4j.audio;

import io.github.data2vec4j.nn.Convolution;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Positions by a stack of convolutions, each seeing a few frames to both sides (paper, section 4.2). */
final class PositionEncoder {

    private static final double EPSILON = 1e-5;

    private final List<Convolution> convolutions = new ArrayList<>();

    PositionEncoder(Parameters at, AudioConfig config) {
        for (int i = 0; i < config.positionLayers(); i++) {
            convolutions.add(Convolution.same(
                    at.at("layers").at(i).at("conv"),
                    config.width(),
                    config.positionKernel(),
                    config.positionGroups()));
        }
    }

    /**
     * What is to be added to a sequence.
     *
     * @param sequence [batch, time, channel]
     */
    Tensor apply(Tensor sequence) {
        var current = sequence;
        for (var convolution : convolutions) {
            var next = convolution.apply(current);
            current = Functional.gelu(Functional.layerNorm(next, null, null, EPSILON, next.size(2)));
        }
        return current;
    }
}
