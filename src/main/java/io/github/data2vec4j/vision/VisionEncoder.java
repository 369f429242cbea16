package io.github.data2vec4j.vision;

import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.AttentionBias;
import io.github.data2vec4j.nn.BlockInit;
import io.github.data2vec4j.nn.BlockNames;
import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.nn.TransformerEncoder;
import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vision transformer of data2vec (paper, section 4.1), which is that of BEiT. Parameters have the names of Hugging
 * Face's Data2VecVisionModel.
 */
public final class VisionEncoder implements Encoder {

    private static final BlockNames NAMES = new BlockNames(
            "attention.attention.query",
            "attention.attention.key",
            "attention.attention.value",
            "attention.output.dense",
            "layernorm_before",
            "intermediate.dense",
            "output.dense",
            "layernorm_after",
            "lambda_1",
            "lambda_2");

    private static final double INIT_DEVIATION = 0.02;

    private final VisionConfig config;
    private final Parameter classToken;
    private final @Nullable Parameter maskToken;
    private final Parameter patchWeight;
    private final Parameter patchBias;
    private final @Nullable Parameter positions;
    private final @Nullable RelativePositionBias sharedBias;
    private final List<RelativePositionBias> layerBiases = new ArrayList<>();
    private final TransformerEncoder blocks;
    private final @Nullable LayerNorm finalNorm;
    private final Dropout dropout;

    public VisionEncoder(Parameters at, VisionConfig config) {
        this.config = config;
        int width = config.width();
        var random = weights();
        var embeddings = at.at("embeddings");
        classToken = embeddings.parameter("cls_token", random, 1, 1, width);
        maskToken = config.maskToken() ? embeddings.parameter("mask_token", random, 1, 1, width) : null;
        var projection = embeddings.at("patch_embeddings").at("projection");
        patchWeight = projection.parameter(
                "weight", random, width, config.channels(), config.patchSize(), config.patchSize());
        patchBias = projection.parameter("bias", Init.zeros(), width);
        positions = config.absolutePositions()
                ? embeddings.parameter("position_embeddings", random, 1, 1 + config.patches(), width)
                : null;
        var encoder = at.at("encoder");
        sharedBias = config.positions().shared()
                ? new RelativePositionBias(encoder.at("relative_position_bias"), config.grid(), config.heads())
                : null;
        blocks = new TransformerEncoder(encoder.at("layer"), config.blocks(), NAMES, init(random));
        if (config.positions().perLayer()) {
            for (int i = 0; i < config.layers(); i++) {
                var place = encoder.at("layer")
                        .at(i)
                        .at("attention")
                        .at("attention")
                        .at("relative_position_bias");
                layerBiases.add(new RelativePositionBias(place, config.grid(), config.heads()));
            }
        }
        finalNorm = config.finalNorm() ? new LayerNorm(at.at("layernorm"), width, config.normEpsilon()) : null;
        dropout = new Dropout(config.dropout());
    }

    /** How matrices and tokens start: a normal distribution cut off at one deviation. */
    static Init weights() {
        return Init.truncatedNormal(INIT_DEVIATION, INIT_DEVIATION);
    }

    /** Matrices that write to the residual stream start the smaller, the deeper their block is. */
    private static BlockInit init(Init random) {
        return new BlockInit(random, block -> random.dividedBy(Math.sqrt(2.0 * (block + 1))));
    }

    /**
     * Cuts pictures into patches and projects them.
     *
     * @param pictures pixels [batch, channel, height, width]
     * @return [batch, patch, channel], row by row
     */
    @Override
    public Sequence embed(Input pictures) {
        return Sequence.of(patches(pictures.samples()));
    }

    private Tensor patches(Tensor pixels) {
        if (pixels.dim() != 4
                || pixels.size(1) != config.channels()
                || pixels.size(2) != config.imageSize()
                || pixels.size(3) != config.imageSize()) {
            throw new IllegalArgumentException("expected pictures [batch, " + config.channels() + ", "
                    + config.imageSize() + ", " + config.imageSize() + "], got "
                    + Arrays.toString(pixels.shape()));
        }
        return Functional.conv2d(pixels, patchWeight.value(), patchBias.value(), config.patchSize(), 0, 1)
                .reshape(pixels.size(0), config.width(), config.patches())
                .transpose(1, 2);
    }

    @Override
    public List<LayerOutput> encode(Sequence patches, @Nullable Mask mask, Mode mode) {
        return encodeWithClassToken(patches, mask, mode).stream()
                .map(output -> new LayerOutput(patchesOf(output.block()), patchesOf(output.feedForward())))
                .toList();
    }

    /** Like {@link #encode}, with the class token as the first position. */
    public List<LayerOutput> encodeWithClassToken(Sequence patches, @Nullable Mask mask, Mode mode) {
        return blocks.apply(withTokens(patches, mask, mode), bias(), mode);
    }

    /** What enters the first block, [batch, 1 + patch, channel]. */
    public Tensor withTokens(Sequence patches, @Nullable Mask mask, Mode mode) {
        var all = patches.positions();
        var shown = mask == null ? all : mask.replace(all, maskToken());
        var first = classToken.value().expand(all.size(0), -1, -1);
        var sequence = Tensors.cat(List.of(first, shown), 1);
        return dropout.apply(positions == null ? sequence : sequence.add(positions.value()), mode);
    }

    /** The final layer norm, if this encoder has one. */
    public Tensor finish(Tensor sequence) {
        return finalNorm == null ? sequence : finalNorm.apply(sequence);
    }

    private Tensor maskToken() {
        if (maskToken == null) {
            throw new IllegalStateException("this encoder has no mask token, so nothing can be masked");
        }
        return maskToken.value();
    }

    private static Tensor patchesOf(Tensor sequence) {
        return sequence.narrow(1, 1, sequence.size(1) - 1);
    }

    private AttentionBias bias() {
        var shared = sharedBias == null ? null : sharedBias.apply();
        if (layerBiases.isEmpty()) {
            return block -> shared;
        }
        return block -> {
            var own = layerBiases.get(block).apply();
            return shared == null ? own : own.add(shared);
        };
    }
}
