package io.github.data2vec4j.text;

import io.github.data2vec4j.nn.BlockInit;
import io.github.data2vec4j.nn.BlockNames;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.nn.TransformerConfig;
import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import io.github.data2vec4j.nn.TransformerEncoder;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;

/** The text encoder of data2vec (paper, section 4.3). Parameters have the names of Hugging Face's Data2VecTextModel. */
public final class TextEncoder {

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
    private final TransformerEncoder blocks;

    public TextEncoder(Parameters at, TextConfig config) {
        var weights = Init.normal(INIT_DEVIATION);
        embeddings = new TextEmbeddings(at.at("embeddings"), config, weights);
        blocks = new TransformerEncoder(
                at.at("encoder").at("layer"),
                new TransformerConfig(
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.feedForwardWidth(),
                        NormPlacement.AFTER,
                        config.normEpsilon(),
                        true,
                        null,
                        config.dropout(),
                        config.attentionDropout(),
                        0,
                        0,
                        0),
                NAMES,
                BlockInit.same(weights));
    }

    /**
     * What enters the first block.
     *
     * @param tokens int64 [batch, time]
     * @return [batch, time, channel]
     */
    public Tensor embed(Tensor tokens, Mode mode) {
        return embeddings.apply(tokens, mode);
    }

    /** Which positions hold a token. */
    public Padding padding(Tensor tokens) {
        return new Padding(embeddings.valid(tokens));
    }

    /** What each block gives for the output of {@link #embed}. */
    public List<LayerOutput> encode(Tensor embedded, Padding padding, Mode mode) {
        return blocks.apply(embedded, padding.attention(), mode);
    }
}
