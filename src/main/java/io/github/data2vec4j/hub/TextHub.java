package io.github.data2vec4j.hub;

import io.github.data2vec4j.text.TextConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Hugging Face's description of a Data2VecTextModel, {@code config.json}. */
public final class TextHub {

    /** The value of {@code model_type}. */
    public static final String MODEL_TYPE = "data2vec-text";

    private TextHub() {}

    /**
     * Reads a description. What is absent has the default of Hugging Face's configuration class.
     *
     * @throws IOException if the file cannot be read, or describes something else
     */
    public static TextConfig read(Path configJson) throws IOException {
        var json = new HubConfig(configJson);
        json.require("model_type", MODEL_TYPE, MODEL_TYPE);
        json.require("hidden_act", "gelu", "gelu");
        json.requireFalse("is_decoder");
        try {
            return new TextConfig(
                    json.integer("vocab_size", 30522),
                    json.integer("max_position_embeddings", 512),
                    json.integer("type_vocab_size", 2),
                    json.integer("pad_token_id", 1),
                    json.integer("num_hidden_layers", 12),
                    json.integer("hidden_size", 768),
                    json.integer("num_attention_heads", 12),
                    json.integer("intermediate_size", 3072),
                    json.number("layer_norm_eps", 1e-12),
                    json.number("hidden_dropout_prob", 0.1),
                    json.number("attention_probs_dropout_prob", 0.1));
        } catch (IllegalArgumentException e) {
            throw new IOException(configJson + ": " + e.getMessage(), e);
        }
    }
}
