package io.github.data2vec4j.text;

import io.github.data2vec4j.data2vec.PredictionHead;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Linear layers with a GELU between each two; those inside are twice as wide as the encoder. */
final class TextHead implements PredictionHead {

    private final List<Linear> layers = new ArrayList<>();

    TextHead(Parameters at, int count, int width, Init weights) {
        int in = width;
        for (int i = 0; i < count; i++) {
            int out = i == count - 1 ? width : 2 * width;
            // A GELU has a number too in the published checkpoints.
            layers.add(Linear.withBias(at.at(2 * i), in, out, weights));
            in = out;
        }
    }

    @Override
    public Tensor apply(Tensor positions) {
        var current = layers.getFirst().apply(positions);
        for (var layer : layers.subList(1, layers.size())) {
            current = layer.apply(Functional.gelu(current));
        }
        return current;
    }
}
