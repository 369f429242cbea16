package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder reads.
 *
 * @param samples pixels [batch, channel, height, width], a waveform [batch, sample] or tokens [batch, time]
 * @param lengths how much of each row is no padding, in elements of its last dimension, or null if there is no padding
 *     or the samples show it themselves, as tokens do
 */
public record Input(Tensor samples, long @Nullable [] lengths) {

    /** Samples of one length. */
    public static Input of(Tensor samples) {
        return new Input(samples, null);
    }
}
