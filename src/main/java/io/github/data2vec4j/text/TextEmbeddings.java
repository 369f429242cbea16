package io.github.data2vec4j.text;

import io.github.data2vec4j.nn.Embedding;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerNorm;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import org.jspecify.annotations.Nullable;

/** Tokens and their positions as vectors. */
final class TextEmbeddings {

    private final TextConfig config;
    private final Embedding words;
    private final Embedding positions;
    private final Embedding types;
    private final LayerNorm norm;

    TextEmbeddings(Parameters at, TextConfig config, Init weights) {
        this.config = config;
        var padding = config.paddingToken();
        var withoutPadding = weights.withRow(padding, Init.zeros());
        words = new Embedding(at.at("word_embeddings"), config.vocabulary(), config.width(), padding, withoutPadding);
        positions = new Embedding(
                at.at("position_embeddings"), config.positions(), config.width(), padding, withoutPadding);
        // RoBERTa has none; Hugging Face's layout wants the table.
        types = new Embedding(at.at("token_type_embeddings"), config.tokenTypes(), config.width(), -1, Init.zeros());
        norm = new LayerNorm(at.at("LayerNorm"), config.width(), config.normEpsilon());
    }

    /** Which positions hold a token, or null if all do. */
    @Nullable
    Padding padding(Tensor tokens) {
        var valid = valid(tokens);
        return valid.to(DType.UINT8).amin().itemAsLong() == 1 ? null : new Padding(valid);
    }

    /** bool [batch, time], true where there is a token. */
    private Tensor valid(Tensor tokens) {
        return tokens.ne(Tensors.scalar(config.paddingToken(), DType.INT64));
    }

    /**
     * Looks up tokens, and their positions counted from behind the padding token's number, as RoBERTa does.
     *
     * @param tokens int64 [batch, time]
     * @return [batch, time, channel]
     */
    Tensor apply(Tensor tokens) {
        var counted = valid(tokens).to(DType.INT64);
        var numbers = counted.cumsum(1).mul(counted).add(Tensors.scalar(config.paddingToken(), DType.INT64));
        var sum = words.apply(tokens).add(types.row(0)).add(positions.apply(numbers));
        return norm.apply(sum);
    }
}
