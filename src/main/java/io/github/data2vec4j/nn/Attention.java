package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Self-attention with several heads (Vaswani et al., 2017). */
final class Attention {

    private final int heads;
    private final int headWidth;
    private final double dropout;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear output;

    Attention(Parameters at, TransformerConfig config, BlockNames names, Init inner, Init outer) {
        int width = config.width();
        heads = config.heads();
        headWidth = config.headWidth();
        dropout = config.attentionDropout();
        query = Linear.withBias(at.at(names.query()), width, width, inner);
        key = config.keyBias()
                ? Linear.withBias(at.at(names.key()), width, width, inner)
                : Linear.withoutBias(at.at(names.key()), width, width, inner);
        value = Linear.withBias(at.at(names.value()), width, width, inner);
        output = Linear.withBias(at.at(names.attentionOutput()), width, width, outer);
    }

    /**
     * Attends from every position to every other.
     *
     * @param input [batch, time, channel]
     * @param bias added to the scores before the softmax, broadcast to [batch, head, time, time], or null
     * @return [batch, time, channel]
     */
    Tensor apply(Tensor input, @Nullable Tensor bias, Mode mode) {
        long batch = input.size(0);
        long time = input.size(1);
        var attended = Functional.scaledDotProductAttention(
                split(query.apply(input), batch, time),
                split(key.apply(input), batch, time),
                split(value.apply(input), batch, time),
                bias,
                mode == Mode.TRAIN ? dropout : 0);
        return output.apply(attended.transpose(1, 2).reshape(batch, time, -1));
    }

    private Tensor split(Tensor joined, long batch, long time) {
        return joined.reshape(batch, time, heads, headWidth).transpose(1, 2);
    }
}
