package io.github.data2vec4j.hub;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.nn.Convolution.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Hugging Face's description of a Data2VecAudioModel, {@code config.json}. */
public final class AudioHub {

    /** The value of {@code model_type}. */
    public static final String MODEL_TYPE = "data2vec-audio";

    // Hugging Face's default; that it is above 0 says that there is a mask token.
    private static final double FINE_TUNING_MASK = 0.05;

    private AudioHub() {}

    /**
     * Reads a description. What is absent has the default of Hugging Face's configuration class. Convolutions are
     * computed as Hugging Face computes them.
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
                    Kernel.CONV1D,
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

    /** Writes the description of an encoder that {@code Data2VecAudioModel.from_pretrained} reads. */
    public static void write(Path configJson, AudioConfig config) throws IOException {
        var json = JsonMapper.shared().createObjectNode();
        json.putArray("architectures").add("Data2VecAudioModel");
        json.put("model_type", MODEL_TYPE);
        var channels = json.putArray("conv_dim");
        var kernels = json.putArray("conv_kernel");
        var strides = json.putArray("conv_stride");
        for (var convolution : config.convolutions()) {
            channels.add(convolution.channels());
            kernels.add(convolution.kernel());
            strides.add(convolution.stride());
        }
        json.put("num_feat_extract_layers", config.convolutions().size());
        json.put("conv_bias", false);
        json.put("feat_extract_activation", "gelu");
        json.put("num_conv_pos_embeddings", config.positionLayers());
        json.put("conv_pos_kernel_size", config.positionKernel());
        json.put("num_conv_pos_embedding_groups", config.positionGroups());
        json.put("num_hidden_layers", config.layers());
        json.put("hidden_size", config.width());
        json.put("num_attention_heads", config.heads());
        json.put("intermediate_size", config.feedForwardWidth());
        json.put("hidden_act", "gelu");
        json.put("layer_norm_eps", config.normEpsilon());
        json.put("mask_time_prob", config.maskToken() ? FINE_TUNING_MASK : 0);
        json.put("mask_feature_prob", 0);
        json.put("feat_proj_dropout", config.projectionDropout());
        json.put("hidden_dropout", config.dropout());
        json.put("attention_dropout", config.attentionDropout());
        json.put("activation_dropout", config.activationDropout());
        json.put("layerdrop", config.layerDrop());
        Files.writeString(configJson, json.toPrettyString() + "\n");
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
