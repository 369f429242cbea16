package io.github.data2vec4j.audio;

import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The speech encoder of data2vec (paper, section 4.2). Parameters have the names of Hugging Face's Data2VecAudioModel.
 */
public final class AudioEncoder {

    private final FeatureEncoder features;
    private final LayerNorm featureNorm;
    private final Linear projection;
    private final Dropout projectionDropout;
    private final @Nullable Parameter maskToken;
    private final ContextEncoder context;

    public AudioEncoder(Parameters at, AudioConfig config) {
        features = new FeatureEncoder(at.at("feature_extractor"), config.convolutions());
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
    public Tensor project(Tensor normalisedFeatures, Mode mode) {
        return projectionDropout.apply(projection.apply(normalisedFeatures), mode);
    }

    /** What enters the first block, [batch, time, channel]. */
    public Tensor positioned(Tensor sequence, @Nullable Mask mask, @Nullable Padding padding, Mode mode) {
        return context.positioned(mask == null ? sequence : mask.replace(sequence, maskToken()), padding, mode);
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
