package io.github.data2vec4j.audio;

import io.github.data2vec4j.nn.Convolution.Kernel;
import io.github.data2vec4j.nn.TransformerConfig;
import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import java.util.List;

/**
 * The speech encoder of data2vec: convolutions over the waveform, then a transformer.
 *
 * @param convolutions of the feature encoder, the first one first
 * @param convolutionKernel how they are computed
 * @param positionLayers number of convolutions that encode positions
 * @param positionKernel frames that each of them sees
 * @param positionGroups groups of channels in each
 * @param layers number of transformer blocks
 * @param width channels of a position
 * @param heads attention heads
 * @param feedForwardWidth channels inside the feed-forward part
 * @param normEpsilon added to the variance in the layer norms of the transformer
 * @param maskToken whether there is a vector for masked positions, as pretraining needs
 * @param projectionDropout share of elements dropped after the projection of the features
 * @param dropout share of elements dropped from the output of each part
 * @param attentionDropout share of attention weights dropped
 * @param activationDropout share of elements dropped inside the feed-forward part
 * @param layerDrop share of blocks left out
 */
public record AudioConfig(
        List<Convolution> convolutions,
        Kernel convolutionKernel,
        int positionLayers,
        int positionKernel,
        int positionGroups,
        int layers,
        int width,
        int heads,
        int feedForwardWidth,
        double normEpsilon,
        boolean maskToken,
        double projectionDropout,
        double dropout,
        double attentionDropout,
        double activationDropout,
        double layerDrop) {

    /**
     * A convolution of the feature encoder.
     *
     * @param channels that come out
     * @param kernel samples or frames that it sees
     * @param stride samples or frames from one window to the next
     */
    public record Convolution(int channels, int kernel, int stride) {

        public Convolution {
            if (channels < 1 || kernel < 1 || stride < 1) {
                throw new IllegalArgumentException("channels, kernel and stride are at least 1, not " + channels + ", "
                        + kernel + " and " + stride);
            }
        }
    }

    public AudioConfig {
        convolutions = List.copyOf(convolutions);
        if (convolutions.isEmpty()) {
            throw new IllegalArgumentException("convolutions must not be empty");
        }
        if (positionGroups < 1 || width % positionGroups != 0) {
            throw new IllegalArgumentException(
                    "width " + width + " cannot be shared by " + positionGroups + " positionGroups");
        }
        if (positionLayers < 0) {
            throw new IllegalArgumentException("positionLayers must not be negative, is " + positionLayers);
        }
        if (positionKernel < 1 || positionKernel % 2 == 0) {
            throw new IllegalArgumentException("positionKernel must be odd and above 0, is " + positionKernel);
        }
        if (!(projectionDropout >= 0 && projectionDropout < 1)) {
            throw new IllegalArgumentException("projectionDropout is in [0, 1), not " + projectionDropout);
        }
        // What no block could be made of fails here too.
        blocks(
                layers,
                width,
                heads,
                feedForwardWidth,
                normEpsilon,
                dropout,
                attentionDropout,
                activationDropout,
                layerDrop);
    }

    /** The transformer blocks. */
    TransformerConfig blocks() {
        return blocks(
                layers,
                width,
                heads,
                feedForwardWidth,
                normEpsilon,
                dropout,
                attentionDropout,
                activationDropout,
                layerDrop);
    }

    private static TransformerConfig blocks(
            int layers,
            int width,
            int heads,
            int feedForwardWidth,
            double normEpsilon,
            double dropout,
            double attentionDropout,
            double activationDropout,
            double layerDrop) {
        return new TransformerConfig(
                layers,
                width,
                heads,
                feedForwardWidth,
                NormPlacement.AFTER,
                normEpsilon,
                true,
                null,
                dropout,
                attentionDropout,
                activationDropout,
                0,
                layerDrop);
    }

    /** Channels of the features. */
    public int featureWidth() {
        return convolutions.getLast().channels();
    }

    /** Frames that a number of samples becomes, 0 if they are too few. */
    public long frames(long samples) {
        long length = samples;
        for (var convolution : convolutions) {
            length = length < convolution.kernel() ? 0 : (length - convolution.kernel()) / convolution.stride() + 1;
        }
        return length;
    }
}
