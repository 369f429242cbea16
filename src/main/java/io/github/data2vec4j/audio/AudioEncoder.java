package io.github.data2vec4j.audio;

import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The speech encoder of data2vec (paper, section 4.2). Parameters have the names of Hugging Face's Data2VecAudioModel.
 */
public final class AudioEncoder implements Encoder {

    private final AudioConfig config;
    private final FeatureEncoder features;
    private final LayerNorm featureNorm;
    private final Linear projection;
    private final Dropout projectionDropout;
    private final @Nullable Parameter maskToken;
    private final ContextEncoder context;

    public AudioEncoder(Parameters at, AudioConfig config) {
        this.config = config;
        features = new FeatureEncoder(at.at("feature_extractor"), config);
        var place = at.at("feature_projection");
        featureNorm = new LayerNorm(place.at("layer_norm"), config.featureWidth(), config.normEpsilon());
        projection = Linear.byDefault(place.at("projection"), config.featureWidth(), config.width());
        projectionDropout = new Dropout(config.projectionDropout());
        maskToken = config.maskToken()
                ? at.parameter("masked_spec_embed", parameter -> parameter.uniform_(0, 1), config.width())
                : null;
        context = new ContextEncoder(at.at("encoder"), config);
    }

    /** Features of a waveform [batch, sample], normalised: [batch, time, feature]. */
    public Tensor features(Tensor waveform) {
        return featureNorm.apply(features.apply(waveform));
    }

    /** Features as a sequence of the transformer's width, [batch, time, channel]. */
    public Tensor project(Tensor normalisedFeatures) {
        return projection.apply(normalisedFeatures);
    }

    /**
     * Features of waveforms, projected.
     *
     * @param waveforms [batch, sample]
     * @return [batch, time, channel], about fifty positions a second
     */
    @Override
    public Sequence embed(Input waveforms) {
        var positions = project(features(waveforms.samples()));
        var lengths = waveforms.lengths();
        return new Sequence(positions, lengths == null ? null : padding(lengths, positions.size(1)));
    }

    /**
     * Which frames are not only padding.
     *
     * @param lengths samples of each waveform that are not padding
     * @param time frames of each waveform with its padding
     */
    public Padding padding(long[] lengths, long time) {
        return Padding.ofLengths(Arrays.stream(lengths).map(config::frames).toArray(), time);
    }

    @Override
    public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
        return blocks(positioned(sequence, mask, mode), sequence.padding(), mode);
    }

    /** What enters the first block, [batch, time, channel]. */
    public Tensor positioned(Sequence sequence, @Nullable Mask mask, Mode mode) {
        var dropped = projectionDropout.apply(sequence.positions(), mode);
        var shown = mask == null ? dropped : mask.replace(dropped, maskToken());
        return context.positioned(shown, sequence.padding(), mode);
    }

    /** What each block gives for the output of {@link #positioned}. */
    public List<LayerOutput> blocks(Tensor positioned, @Nullable Padding padding, Mode mode) {
        return context.blocks(positioned, padding, mode);
    }

    private Tensor maskToken() {
        if (maskToken == null) {
            throw new IllegalStateException("this encoder has no mask token, so nothing can be masked");
        }
        return maskToken.value();
    }
}
