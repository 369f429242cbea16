package io.github.data2vec4j.vision;

import io.github.data2vec4j.nn.TransformerConfig;
import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer.
 *
 * @param imageSize height and width of a picture in pixels
 * @param patchSize height and width of a patch in pixels
 * @param channels of a picture
 * @param layers number of transformer blocks
 * @param width channels of a position
 * @param heads attention heads
 * @param feedForwardWidth channels inside the feed-forward part
 * @param normEpsilon added to the variance in every layer norm
 * @param layerScale start of the learned factor of each branch, or null for none
 * @param positions how positions are told apart
 * @param absolutePositions whether positions are added to the patches too
 * @param maskToken whether there is a token for masked patches, as pretraining needs
 * @param finalNorm whether the encoder ends with a layer norm
 * @param dropout share of elements dropped from the output of each part
 * @param attentionDropout share of attention weights dropped
 * @param dropPath share of samples that skip a branch in the last block; it grows from 0 in the first
 */
public record VisionConfig(
        int imageSize,
        int patchSize,
        int channels,
        int layers,
        int width,
        int heads,
        int feedForwardWidth,
        double normEpsilon,
        @Nullable Double layerScale,
        RelativePositions positions,
        boolean absolutePositions,
        boolean maskToken,
        boolean finalNorm,
        double dropout,
        double attentionDropout,
        double dropPath) {

    /** Learned attention biases by relative position. */
    public enum RelativePositions {
        NONE,
        /** One table for all blocks. */
        SHARED,
        /** One table for each block. */
        PER_LAYER,
        /** Both, added up. */
        SHARED_AND_PER_LAYER;

        boolean shared() {
            return this == SHARED || this == SHARED_AND_PER_LAYER;
        }

        boolean perLayer() {
            return this == PER_LAYER || this == SHARED_AND_PER_LAYER;
        }
    }

    public VisionConfig {
        if (patchSize < 1 || imageSize < patchSize || imageSize % patchSize != 0) {
            throw new IllegalArgumentException("imageSize " + imageSize + " is no multiple of patchSize " + patchSize);
        }
        if (channels < 1) {
            throw new IllegalArgumentException("channels must be at least 1, is " + channels);
        }
        // What no block could be made of fails here too.
        blocks(layers, width, heads, feedForwardWidth, normEpsilon, layerScale, dropout, attentionDropout, dropPath);
    }

    /** The transformer blocks. */
    TransformerConfig blocks() {
        return blocks(
                layers, width, heads, feedForwardWidth, normEpsilon, layerScale, dropout, attentionDropout, dropPath);
    }

    private static TransformerConfig blocks(
            int layers,
            int width,
            int heads,
            int feedForwardWidth,
            double normEpsilon,
            @Nullable Double layerScale,
            double dropout,
            double attentionDropout,
            double dropPath) {
        return new TransformerConfig(
                layers,
                width,
                heads,
                feedForwardWidth,
                NormPlacement.BEFORE,
                normEpsilon,
                false,
                layerScale,
                dropout,
                attentionDropout,
                0,
                dropPath,
                0);
    }

    /** Patches along one side of a picture. */
    public int grid() {
        return imageSize / patchSize;
    }

    /** Patches of a picture. */
    public int patches() {
        return grid() * grid();
    }
}
