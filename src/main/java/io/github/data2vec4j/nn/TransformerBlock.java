package io.github.data2vec4j.nn;

import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Attention and feed-forward, each in a residual branch. */
final class TransformerBlock {

    private final NormPlacement normPlacement;
    private final Attention attention;
    private final LayerNorm attentionNorm;
    private final FeedForward feedForward;
    private final LayerNorm feedForwardNorm;
    private final Dropout dropout;
    private final DropPath dropPath;

    @Nullable
    private final Parameter attentionScale;

    @Nullable
    private final Parameter feedForwardScale;

    TransformerBlock(Parameters at, TransformerConfig config, BlockNames names, BlockInit init, int index) {
        var outer = init.outer().apply(index);
        normPlacement = config.normPlacement();
        attention = new Attention(at, config, names, init.inner(), outer);
        attentionNorm = new LayerNorm(at.at(names.attentionNorm()), config.width(), config.normEpsilon());
        feedForward = new FeedForward(at, config, names, init.inner(), outer);
        feedForwardNorm = new LayerNorm(at.at(names.feedForwardNorm()), config.width(), config.normEpsilon());
        dropout = new Dropout(config.dropout());
        dropPath = new DropPath(config.layers() == 1 ? 0 : config.dropPath() * index / (config.layers() - 1));
        attentionScale = scale(at, names.attentionScale(), config);
        feedForwardScale = scale(at, names.feedForwardScale(), config);
    }

    /**
     * Runs the block.
     *
     * @param input [batch, time, channel]
     * @param bias of the attention scores, see {@link Attention#apply}
     */
    LayerOutput apply(Tensor input, @Nullable Tensor bias, Mode mode) {
        return normPlacement == NormPlacement.BEFORE ? preNorm(input, bias, mode) : postNorm(input, bias, mode);
    }

    private LayerOutput preNorm(Tensor input, @Nullable Tensor bias, Mode mode) {
        var attended = dropout.apply(attention.apply(attentionNorm.apply(input), bias, mode), mode);
        var middle = input.add(dropPath.apply(scaled(attended, attentionScale), mode));
        var fed = feedForward.apply(feedForwardNorm.apply(middle), mode);
        var branch = scaled(dropout.apply(fed, mode), feedForwardScale);
        return new LayerOutput(middle.add(dropPath.apply(branch, mode)), fed);
    }

    private LayerOutput postNorm(Tensor input, @Nullable Tensor bias, Mode mode) {
        var attended = dropout.apply(attention.apply(input, bias, mode), mode);
        var middle = attentionNorm.apply(input.add(dropPath.apply(scaled(attended, attentionScale), mode)));
        var fed = feedForward.apply(middle, mode);
        var branch = scaled(dropout.apply(fed, mode), feedForwardScale);
        return new LayerOutput(feedForwardNorm.apply(middle.add(dropPath.apply(branch, mode))), fed);
    }

    private static @Nullable Parameter scale(Parameters at, String name, TransformerConfig config) {
        var start = config.layerScale();
        return start == null ? null : at.parameter(name, Init.constant(start), config.width());
    }

    private static Tensor scaled(Tensor branch, @Nullable Parameter scale) {
        return scale == null ? branch : branch.mul(scale.value());
    }
}
