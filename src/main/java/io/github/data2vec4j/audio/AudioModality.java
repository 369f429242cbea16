package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.PredictionHead;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;

/**
 * Speech for data2vec (paper, section 4.2).
 *
 * @param sharesPositions whether the teacher uses the student's position encoder too; if not, it averages it
 */
public record AudioModality(AudioConfig config, SpanMasking masking, boolean sharesPositions) implements Modality {

    private static final String POSITIONS = ".encoder.pos_conv_embed.";
    private static final String TRANSFORMER = ".encoder.";

    @Override
    public Encoder encoder(Parameters at) {
        return new AudioEncoder(at, config);
    }

    /** One linear layer. */
    @Override
    public PredictionHead head(Parameters at) {
        return Linear.byDefault(at, config.width(), config.width())::apply;
    }

    /** All that comes before the transformer; its position encoder as {@link #sharesPositions} says. */
    @Override
    public boolean shares(Parameter parameter) {
        return parameter.name().contains(POSITIONS)
                ? sharesPositions
                : !parameter.name().contains(TRANSFORMER);
    }

    /** Frames of a waveform [sample]. */
    @Override
    public int positions(long[] rowShape) {
        return Math.toIntExact(config.frames(rowShape[0]));
    }

    @Override
    public void draw(MaskSlot slot, Randomness randomness) {
        slot.write(masking.draw(slot.rows(), positions(slot.plan().rowShape()), randomness));
    }

    /** The teacher goes on from the features that the student computed, which are those of the whole waveform. */
    @Override
    public Views views(Batch batch) {
        return new Views(Input.of(batch.samples()), null, Mask.of(batch));
    }
}
