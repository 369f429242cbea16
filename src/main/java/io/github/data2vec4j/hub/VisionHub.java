package io.github.data2vec4j.hub;

import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Hugging Face's description of a Data2VecVisionModel, {@code config.json}. */
public final class VisionHub {

    /** The value of {@code model_type}. */
    public static final String MODEL_TYPE = "data2vec-vision";

    private static final JsonMapper JSON = JsonMapper.shared();

    private VisionHub() {}

    /**
     * Reads a description. What is absent has the default of Hugging Face's configuration class.
     *
     * @throws IOException if the file cannot be read, or describes something else
     */
    public static VisionConfig read(Path configJson) throws IOException {
        var json = new HubConfig(configJson);
        json.require("model_type", MODEL_TYPE, MODEL_TYPE);
        json.require("hidden_act", "gelu", "gelu");
        double layerScale = json.number("layer_scale_init_value", 0.1);
        try {
            return new VisionConfig(
                    json.integer("image_size", 224),
                    json.integer("patch_size", 16),
                    json.integer("num_channels", 3),
                    json.integer("num_hidden_layers", 12),
                    json.integer("hidden_size", 768),
                    json.integer("num_attention_heads", 12),
                    json.integer("intermediate_size", 3072),
                    json.number("layer_norm_eps", 1e-12),
                    layerScale > 0 ? layerScale : null,
                    positions(
                            json.truth("use_shared_relative_position_bias", false),
                            json.truth("use_relative_position_bias", false)),
                    json.truth("use_absolute_position_embeddings", false),
                    json.truth("use_mask_token", false),
                    !json.truth("use_mean_pooling", true),
                    json.number("hidden_dropout_prob", 0),
                    json.number("attention_probs_dropout_prob", 0),
                    json.number("drop_path_rate", 0.1));
        } catch (IllegalArgumentException e) {
            throw new IOException(configJson + ": " + e.getMessage(), e);
        }
    }

    /** Writes the description of an encoder that {@code Data2VecVisionModel.from_pretrained} reads. */
    public static void write(Path configJson, VisionConfig config) throws IOException {
        var json = JSON.createObjectNode();
        json.putArray("architectures").add("Data2VecVisionModel");
        json.put("model_type", MODEL_TYPE);
        json.put("image_size", config.imageSize());
        json.put("patch_size", config.patchSize());
        json.put("num_channels", config.channels());
        json.put("num_hidden_layers", config.layers());
        json.put("hidden_size", config.width());
        json.put("num_attention_heads", config.heads());
        json.put("intermediate_size", config.feedForwardWidth());
        json.put("hidden_act", "gelu");
        json.put("layer_norm_eps", config.normEpsilon());
        var layerScale = config.layerScale();
        json.put("layer_scale_init_value", layerScale == null ? 0 : layerScale);
        var positions = config.positions();
        json.put("use_shared_relative_position_bias", positions(true, false) == positions || both(positions));
        json.put("use_relative_position_bias", positions(false, true) == positions || both(positions));
        json.put("use_absolute_position_embeddings", config.absolutePositions());
        json.put("use_mask_token", config.maskToken());
        json.put("use_mean_pooling", !config.finalNorm());
        json.put("hidden_dropout_prob", config.dropout());
        json.put("attention_probs_dropout_prob", config.attentionDropout());
        json.put("drop_path_rate", config.dropPath());
        Files.writeString(configJson, json.toPrettyString() + "\n");
    }

    private static boolean both(RelativePositions positions) {
        return positions == RelativePositions.SHARED_AND_PER_LAYER;
    }

    private static RelativePositions positions(boolean shared, boolean perLayer) {
        if (shared) {
            return perLayer ? RelativePositions.SHARED_AND_PER_LAYER : RelativePositions.SHARED;
        }
        return perLayer ? RelativePositions.PER_LAYER : RelativePositions.NONE;
    }

    /** The kind of model that a {@code config.json} describes. */
    public static String modelType(Path configJson) throws IOException {
        return new HubConfig(configJson).text("model_type", "");
    }
}
