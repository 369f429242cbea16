package io.github.data2vec4j.verify;

import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.TextEncoder;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Runs Data2VecTextModel. */
final class TextForward implements ForwardOutputs {

    private final TextConfig config;
    private final TextEncoder encoder;

    TextForward(ParameterStore store, TextConfig config) {
        this.config = config;
        this.encoder = new TextEncoder(store.root(), config);
    }

    @Override
    public Map<String, Tensor> of(Recording recorded) throws IOException {
        var tokens = recorded.tensor("input_ids", -1, -1).to(DType.INT64);
        requireKnown(recorded, tokens);
        var padding = recorded.has("attention_mask")
                ? new Padding(recorded.tensor("attention_mask", tokens.size(0), tokens.size(1))
                        .to(DType.BOOL))
                : encoder.padding(tokens);
        var first = encoder.embed(tokens, Mode.EVALUATE);
        var outputs = new TreeMap<String, Tensor>();
        outputs.put("hidden_states.0", first);
        var blocks = encoder.encode(first, padding, Mode.EVALUATE);
        ForwardCheck.putBlocks("", blocks, outputs);
        outputs.put("last_hidden_state", blocks.getLast().block());
        return outputs;
    }

    private void requireKnown(Recording recorded, Tensor tokens) throws IOException {
        if (tokens.size(1) > config.longestText()) {
            throw recorded.wrong("input_ids", "is longer than the model's " + config.longestText() + " positions");
        }
        if (tokens.amin().itemAsLong() < 0 || tokens.amax().itemAsLong() >= config.vocabulary()) {
            throw recorded.wrong("input_ids", "has a token outside of the vocabulary of " + config.vocabulary());
        }
    }
}
