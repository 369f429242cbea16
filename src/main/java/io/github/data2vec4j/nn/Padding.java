package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;

/**
 * Which positions of a batch are real and which only fill it up.
 *
 * @param valid bool [batch, time], true where a position is real
 */
public record Padding(Tensor valid) {

    /** Padding at the end of each sample, in the current scope. */
    public static Padding ofLengths(long[] lengths, long time) {
        var valid = new boolean[Math.toIntExact(lengths.length * time)];
        for (int sample = 0; sample < lengths.length; sample++) {
            for (int position = 0; position < lengths[sample]; position++) {
                valid[(int) (sample * time + position)] = true;
            }
        }
        return new Padding(Tensors.of(valid, lengths.length, time));
    }

    /** Attention to real positions only, in every block: bool [batch, 1, 1, time]. */
    public AttentionBias attention() {
        var allowed = valid.unsqueeze(1).unsqueeze(1);
        return block -> allowed;
    }

    /**
     * A sequence with zeros where it is only filled up.
     *
     * @param sequence [batch, time, channel]
     */
    public Tensor zero(Tensor sequence) {
        return fill(sequence, 0);
    }

    /**
     * A sequence with one value wherever it is only filled up.
     *
     * @param sequence [batch, time, channel]
     */
    public Tensor fill(Tensor sequence, double value) {
        return sequence.maskedFill(valid.logicalNot().unsqueeze(-1), value);
    }
}
