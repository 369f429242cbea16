package io.github.data2vec4j.audio;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.torch.Tensors;
import java.util.List;

/** Whole utterances side by side, as fine-tuning and embedding need them. */
public final class PaddedWaveforms {

    private PaddedWaveforms() {}

    /**
     * Fills up with zeros behind all but the longest. The tensor belongs to the innermost scope.
     *
     * @param waveforms of any lengths, at least one; normalised, if the model was trained so
     * @return waveforms [batch, sample] and their lengths
     */
    public static Input of(List<Waveform> waveforms) {
        int longest = waveforms.stream().mapToInt(Waveform::length).max().orElseThrow();
        var samples = new float[Math.multiplyExact(waveforms.size(), longest)];
        var lengths = new long[waveforms.size()];
        boolean padded = false;
        for (int i = 0; i < lengths.length; i++) {
            var waveform = waveforms.get(i);
            System.arraycopy(waveform.samples(), 0, samples, i * longest, waveform.length());
            lengths[i] = waveform.length();
            padded |= waveform.length() < longest;
        }
        return new Input(Tensors.of(samples, lengths.length, longest), padded ? lengths : null);
    }
}
