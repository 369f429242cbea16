package io.github.data2vec4j.train;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Parameter;
import java.util.regex.Pattern;

/**
 * Learning rates that shrink from the head down to the input, for fine-tuning (Clark et al., 2020; the paper's vision
 * experiments have 0.65): embeddings have depth 0, block i from 0 has depth i + 1, and all above the last block has
 * depth layers + 1 and the full rate; a depth's rate is {@code factor^(layers + 1 - depth)} of it.
 *
 * @param factor from one layer to the one below
 * @param layers number of transformer blocks
 */
public record LayerDecay(double factor, int layers) {

    private static final Pattern BLOCK = Pattern.compile("\\bencoder\\.layers?\\.(\\d+)\\.");
    // The norm is that of speech, between the positions and the first block.
    private static final Pattern INPUT = Pattern.compile("\\b(embeddings|feature_extractor|feature_projection"
            + "|pos_conv_embed|masked_spec_embed|encoder\\.layer_norm)\\b");

    public LayerDecay {
        if (!(factor > 0 && factor <= 1) || layers < 1) {
            throw new IllegalArgumentException(
                    "factor must be in (0, 1] and layers at least 1, but they are " + factor + " and " + layers);
        }
    }

    /** The same group, with the rate of the parameter's depth. */
    public Group scaled(Group group, Parameter parameter) {
        return new Group(group.decayed(), Math.pow(factor, layers + 1 - depth(parameter.name())));
    }

    private int depth(String name) {
        var block = BLOCK.matcher(name);
        if (block.find()) {
            return Integer.parseInt(block.group(1)) + 1;
        }
        return INPUT.matcher(name).find() ? 0 : layers + 1;
    }
}
