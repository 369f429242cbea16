package io.github.data2vec4j.nn;

import org.jspecify.annotations.Nullable;

/**
 * A transformer encoder.
 *
 * @param layers number of blocks
 * @param width channels of a position
 * @param heads attention heads; they share the width
 * @param feedForwardWidth channels inside the feed-forward part
 * @param normPlacement whether a block normalises before its parts or after its sums
 * @param normEpsilon added to the variance in every layer norm
 * @param keyBias whether keys have a bias, which softmax ignores
 * @param layerScale start of the learned factor of each branch (Touvron et al., 2021), or null for none
 * @param dropout share of elements dropped from the output of each part
 * @param attentionDropout share of attention weights dropped
 * @param activationDropout share of elements dropped inside the feed-forward part
 * @param dropPath share of samples that skip a branch in the last block; it grows from 0 in the first
 * @param layerDrop share of blocks left out for the whole batch
 */
public record TransformerConfig(
        int layers,
        int width,
        int heads,
        int feedForwardWidth,
        NormPlacement normPlacement,
        double normEpsilon,
        boolean keyBias,
        @Nullable Double layerScale,
        double dropout,
        double attentionDropout,
        double activationDropout,
        double dropPath,
        double layerDrop) {

    /** Where a block's layer norms stand. */
    public enum NormPlacement {
        BEFORE,
        AFTER
    }

    public TransformerConfig {
        if (layers < 1 || width < 1 || heads < 1 || feedForwardWidth < 1) {
            throw new IllegalArgumentException("layers, width, heads and feedForwardWidth are at least 1");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " cannot be shared by " + heads + " heads");
        }
        requireShare("dropout", dropout);
        requireShare("attentionDropout", attentionDropout);
        requireShare("activationDropout", activationDropout);
        requireShare("dropPath", dropPath);
        requireShare("layerDrop", layerDrop);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " is in [0, 1), not " + share);
        }
    }

    int headWidth() {
        return width / heads;
    }
}
