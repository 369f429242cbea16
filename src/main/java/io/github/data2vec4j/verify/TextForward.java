package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Sequence;
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
        var tokens = recorded.tokens("input_ids", config);
        var embedded = encoder.embed(Input.of(tokens));
        if (recorded.has("attention_mask")) {
            var valid = recorded.tensor("attention_mask", tokens.size(0), tokens.size(1));
            embedded = new Sequence(embedded.positions(), new Padding(valid.to(DType.BOOL)));
        }
        var outputs = new TreeMap<String, Tensor>();
        outputs.put("hidden_states.0", embedded.positions());
        var blocks = encoder.encode(embedded, null, Mode.EVALUATE);
        ForwardCheck.putBlocks("", blocks, outputs);
        outputs.put("last_hidden_state", blocks.getLast().block());
        return outputs;
    }
}
