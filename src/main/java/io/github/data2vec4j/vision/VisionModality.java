package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.PredictionHead;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;

/** Pictures for data2vec (paper, section 4.1). */
public record VisionModality(VisionConfig config, BlockMasking masking) implements Modality {

    @Override
    public Encoder encoder(Parameters at) {
        return new VisionEncoder(at, config);
    }

    /** The layer norm that ends the network, and one linear layer. */
    @Override
    public PredictionHead head(Parameters at) {
        var norm = new LayerNorm(at.at(0), config.width(), config.normEpsilon());
        var linear = Linear.withBias(at.at(1), config.width(), config.width(), VisionEncoder.weights());
        return positions -> linear.apply(norm.apply(positions));
    }

    /** Nothing: the teacher averages the patch projection and the tokens too (paper, section 4.1). */
    @Override
    public boolean shares(Parameter parameter) {
        return false;
    }

    /** Patches of a picture [channel, height, width]. */
    @Override
    public int positions(long[] rowShape) {
        return config.patches();
    }

    /** One mask of blocks for each picture, each by its own random numbers. */
    @Override
    public void draw(MaskSlot slot, Randomness randomness) {
        for (int row = 0; row < slot.rows(); row++) {
            var random = randomness.sample(row).generator();
            masking.draw(config.grid(), config.grid(), random).writeTo(slot.mask(row));
        }
    }

    @Override
    public Views views(Batch batch) {
        var pictures = Input.of(batch.samples());
        return new Views(pictures, pictures, Mask.of(batch));
    }
}
