package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;

/** Zeroes single elements and scales the others up to keep the mean. */
public record Dropout(double probability) {

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("a dropout probability is in [0, 1), not " + probability);
        }
    }

    public Tensor apply(Tensor input, Mode mode) {
        return probability == 0 || mode == Mode.EVALUATE ? input : Functional.dropout(input, probability);
    }
}
