package io.github.data2vec4j.audio;

import io.github.data2vec4j.nn.AttentionBias;
import io.github.data2vec4j.nn.BlockInit;
import io.github.data2vec4j.nn.BlockNames;
import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.nn.TransformerEncoder;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transformer of the speech encoder with its positions: the part that the teacher averages. */
final class ContextEncoder {

    private static final BlockNames NAMES = new BlockNames(
            "attention.q_proj",
            "attention.k_proj",
            "attention.v_proj",
            "attention.out_proj",
            "layer_norm",
            "feed_forward.intermediate_dense",
            "feed_forward.output_dense",
            "final_layer_norm",
            "",
            "");

    private static final double INIT_DEVIATION = 0.02;

    private final PositionEncoder positions;
    private final LayerNorm norm;
    private final Dropout dropout;
    private final TransformerEncoder blocks;

    ContextEncoder(Parameters at, AudioConfig config) {
        positions = new PositionEncoder(at.at("pos_conv_embed"), config);
        norm = new LayerNorm(at.at("layer_norm"), config.width(), config.normEpsilon());
        dropout = new Dropout(config.dropout());
        blocks = new TransformerEncoder(
                at.at("layers"), config.blocks(), NAMES, BlockInit.same(Init.normal(INIT_DEVIATION)));
    }

    /** What enters the first block, [batch, time, channel]. */
    Tensor positioned(Tensor sequence, @Nullable Padding padding, Mode mode) {
        var clean = padding == null ? sequence : padding.zero(sequence);
        return dropout.apply(norm.apply(clean.add(positions.apply(clean))), mode);
    }

    /** What each block gives for the output of {@link #positioned}. */
    List<LayerOutput> blocks(Tensor positioned, @Nullable Padding padding, Mode mode) {
        return blocks.apply(positioned, padding == null ? AttentionBias.NONE : padding.attention(), mode);
    }
}
