package io.github.data2vec4j.text;

import io.github.data2vec4j.nn.TransformerConfig;
import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;

/**
 * The text encoder of data2vec, which is that of RoBERTa.
 *
 * @param vocabulary number of tokens
 * @param positions rows of the table of positions; the longest text has {@code positions - paddingToken - 1} tokens
 * @param tokenTypes rows of the table of token types, of which the first is used
 * @param paddingToken the token that fills up a batch
 * @param layers number of transformer blocks
 * @param width channels of a position
 * @param heads attention heads
 * @param feedForwardWidth channels inside the feed-forward part
 * @param normEpsilon added to the variance in every layer norm
 * @param dropout share of elements dropped from the output of each part
 * @param attentionDropout share of attention weights dropped
 */
public record TextConfig(
        int vocabulary,
        int positions,
        int tokenTypes,
        int paddingToken,
        int layers,
        int width,
        int heads,
        int feedForwardWidth,
        double normEpsilon,
        double dropout,
        double attentionDropout) {

    public TextConfig {
        if (paddingToken < 0 || paddingToken >= vocabulary) {
            throw new IllegalArgumentException(
                    "paddingToken " + paddingToken + " is not in a vocabulary of " + vocabulary);
        }
        if (longest(positions, paddingToken) < 1) {
            throw new IllegalArgumentException("positions must be above paddingToken + 1, is " + positions);
        }
        if (tokenTypes < 1) {
            throw new IllegalArgumentException("tokenTypes must be at least 1, is " + tokenTypes);
        }
        // What no block could be made of fails here too.
        blocks(layers, width, heads, feedForwardWidth, normEpsilon, dropout, attentionDropout);
    }

    /** The transformer blocks. */
    TransformerConfig blocks() {
        return blocks(layers, width, heads, feedForwardWidth, normEpsilon, dropout, attentionDropout);
    }

    private static TransformerConfig blocks(
            int layers,
            int width,
            int heads,
            int feedForwardWidth,
            double normEpsilon,
            double dropout,
            double attentionDropout) {
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
                0,
                0,
                0);
    }

    /** Tokens of the longest text. */
    public int longestText() {
        return longest(positions, paddingToken);
    }

    private static int longest(int positions, int paddingToken) {
        return positions - paddingToken - 1;
    }
}
