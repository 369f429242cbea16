package io.github.data2vec4j.text;

import io.github.data2vec4j.nn.Dropout;
import io.github.data2vec4j.nn.Embedding;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;

/** Tokens and their positions as vectors. */
final class TextEmbeddings {

    private final TextConfig config;
    private final Embedding words;
    private final Embedding positions;
    private final Embedding types;
    private final LayerNorm norm;
    private final Dropout dropout;

    TextEmbeddings(Parameters at, TextConfig config, Init weights) {
        this.config = config;
        var padding = config.paddingToken();
        words = new Embedding(at.at("word_embeddings"), config.vocabulary(), config.width(), padding, weights);
        positions = new Embedding(at.at("position_embeddings"), config.positions(), config.width(), padding, weights);
        types = new Embedding(at.at("token_type_embeddings"), config.tokenTypes(), config.width(), -1, weights);
        norm = new LayerNorm(at.at("LayerNorm"), config.width(), config.normEpsilon());
        dropout = new Dropout(config.dropout());
    }

    /** bool [batch, time], true where there is a token. */
    Tensor valid(Tensor tokens) {
        return tokens.ne(Tensors.scalar(config.paddingToken(), DType.INT64));
    }

    /**
     * Looks up tokens, and their positions counted from behind the padding token's number, as RoBERTa does.
     *
     * @param tokens int64 [batch, time]
     * @return [batch, time, channel]
     */
    Tensor apply(Tensor tokens, Mode mode) {
        var counted = valid(tokens).to(DType.INT64);
        var numbers = counted.cumsum(1).mul(counted).add(Tensors.scalar(config.paddingToken(), DType.INT64));
        var sum = words.apply(tokens).add(types.row(0)).add(positions.apply(numbers));
        return dropout.apply(norm.apply(sum), mode);
    }
}
