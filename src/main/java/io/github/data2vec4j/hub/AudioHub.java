package io.github.data2vec4j.hub;

import io.github.data2vec4j.audio.AudioConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hugging Face's description of a Data2VecAudioModel, {@code config.json}. */
public final class AudioHub {

    /** The value of {@code model_type}. */
    public static final String MODEL_TYPE = "data2vec-audio";

    private AudioHub() {}

    /**
     * Reads a description. What is absent has the default of Hugging Face's configuration class.
     *
     * @throws IOException if the file cannot be read, or describes something else
     */
    public static AudioConfig read(Path configJson) throws IOException {
        var json = new HubConfig(configJson);
        json.require("model_type", MODEL_TYPE, MODEL_TYPE);
        json.require("hidden_act", "gelu", "gelu");
        json.require("feat_extract_activation", "gelu", "gelu");
        json.requireFalse("conv_bias");
        json.requireFalse("add_adapter");
        try {
            return new AudioConfig(
                    convolutions(json),
                    json.integer("num_conv_pos_embeddings", 5),
                    json.integer("conv_pos_kernel_size", 19),
                    json.integer("num_conv_pos_embedding_groups", 16),
                    json.integer("num_hidden_layers", 12),
                    json.integer("hidden_size", 768),
                    json.integer("num_attention_heads", 12),
                    json.integer("intermediate_size", 3072),
                    json.number("layer_norm_eps", 1e-5),
                    json.number("mask_time_prob", 0.05) > 0 || json.number("mask_feature_prob", 0) > 0,
                    json.number("feat_proj_dropout", 0),
                    json.number("hidden_dropout", 0.1),
                    json.number("attention_dropout", 0.1),
                    json.number("activation_dropout", 0.1),
                    json.number("layerdrop", 0.1));
        } catch (IllegalArgumentException e) {
            throw new IOException(configJson + ": " + e.getMessage(), e);
        }
    }

    private static List<AudioConfig.Convolution> convolutions(HubConfig json) throws IOException {
        var channels = json.integers("conv_dim", 512, 512, 512, 512, 512, 512, 512);
        var kernels = json.integers("conv_kernel", 10, 3, 3, 3, 3, 2, 2);
        var strides = json.integers("conv_stride", 5, 2, 2, 2, 2, 2, 2);
        if (kernels.length != channels.length || strides.length != channels.length) {
            throw json.wrong("conv_kernel", "as long as conv_dim and conv_stride");
        }
        var convolutions = new ArrayList<AudioConfig.Convolution>();
        for (int i = 0; i < channels.length; i++) {
            convolutions.add(new AudioConfig.Convolution(channels[i], kernels[i], strides[i]));
        }
        return convolutions;
    }
}
