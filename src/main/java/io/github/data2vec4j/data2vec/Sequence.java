package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Input as a transformer takes it.
 *
 * @param positions [batch, time, channel]
 * @param padding which positions only fill the batch up, or null if none does
 */
public record Sequence(Tensor positions, @Nullable Padding padding) {

    /** A sequence without padding. */
    public static Sequence of(Tensor positions) {
        return new Sequence(positions, null);
    }
}
