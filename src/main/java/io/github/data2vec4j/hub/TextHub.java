package io.github.data2vec4j.hub;

import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

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

    /**
     * Writes the description of an encoder that {@code Data2VecTextModel.from_pretrained} reads.
     *
     * @param vocabulary of its tokenizer
     */
    public static void write(Path configJson, TextConfig config, Vocabulary vocabulary) throws IOException {
        var json = JsonMapper.shared().createObjectNode();
        json.putArray("architectures").add("Data2VecTextModel");
        json.put("model_type", MODEL_TYPE);
        json.put("vocab_size", config.vocabulary());
        json.put("max_position_embeddings", config.positions());
        json.put("type_vocab_size", config.tokenTypes());
        json.put("bos_token_id", vocabulary.begin());
        json.put("pad_token_id", vocabulary.padding());
        json.put("eos_token_id", vocabulary.end());
        json.put("num_hidden_layers", config.layers());
        json.put("hidden_size", config.width());
        json.put("num_attention_heads", config.heads());
        json.put("intermediate_size", config.feedForwardWidth());
        json.put("hidden_act", "gelu");
        json.put("layer_norm_eps", config.normEpsilon());
        json.put("hidden_dropout_prob", config.dropout());
        json.put("attention_probs_dropout_prob", config.attentionDropout());
        Files.writeString(configJson, json.toPrettyString() + "\n");
    }
}
