package io.github.data2vec4j.text;

import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.AttentionBias;
import io.github.data2vec4j.nn.BlockInit;
import io.github.data2vec4j.nn.BlockNames;
import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.nn.TransformerEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text encoder of data2vec (paper, section 4.3). Parameters have the names of Hugging Face's Data2VecTextModel. */
public final class TextEncoder implements Encoder {

    private static final BlockNames NAMES = new BlockNames(
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm",
            "",
            "");

    private static final double INIT_DEVIATION = 0.02;

    private final TextEmbeddings embeddings;
    private final Dropout dropout;
    private final TransformerEncoder blocks;

    public TextEncoder(Parameters at, TextConfig config) {
        var weights = weights();
        embeddings = new TextEmbeddings(at.at("embeddings"), config, weights);
        dropout = new Dropout(config.dropout());
        blocks = new TransformerEncoder(at.at("encoder").at("layer"), config.blocks(), NAMES, BlockInit.same(weights));
    }

    /** How matrices and tables start. */
    static Init weights() {
        return Init.normal(INIT_DEVIATION);
    }

    /**
     * Looks up tokens and their positions.
     *
     * @param tokens int64 [batch, time]; padding shows itself
     * @return what enters the first block, before dropout, [batch, time, channel]
     */
    @Override
    public Sequence embed(Input tokens) {
        var padding = embeddings.padding(tokens.samples());
        return new Sequence(embeddings.apply(tokens.samples()), padding);
    }

    /** Masked tokens are hidden in the input already, so the mask changes nothing here. */
    @Override
    public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
        var padding = sequence.padding();
        return blocks.apply(
                dropout.apply(sequence.positions(), mode),
                padding == null ? AttentionBias.NONE : padding.attention(),
                mode);
    }
}
