package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.nn.Convolution.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AudioHubTest {

    @TempDir
    private Path folder;

    private Path written(String json) throws IOException {
        return Files.writeString(folder.resolve("config.json"), json);
    }

    private static AudioConfig config(Kernel kernel, boolean maskToken) {
        return new AudioConfig(
                List.of(new AudioConfig.Convolution(4, 3, 2), new AudioConfig.Convolution(6, 2, 1)),
                kernel,
                3,
                7,
                2,
                5,
                36,
                3,
                100,
                1e-6,
                maskToken,
                0.0625,
                0.125,
                0.25,
                0.375,
                0.5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenIsRead(boolean maskToken) throws Exception {
        var file = folder.resolve("config.json");
        AudioHub.write(file, config(Kernel.CONV1D, maskToken));
        assertThat(AudioHub.read(file)).isEqualTo(config(Kernel.CONV1D, maskToken));
        assertThat(VisionHub.modelType(file)).isEqualTo("data2vec-audio");
    }

    // How convolutions are computed is no property of a model.
    @Test
    void theKernelIsNotWritten() throws Exception {
        var file = folder.resolve("config.json");
        AudioHub.write(file, config(Kernel.MATRIX_PRODUCTS, true));
        assertThat(AudioHub.read(file)).isEqualTo(config(Kernel.CONV1D, true));
    }

    // The keys of transformers' Data2VecAudioConfig.
    @Test
    void writesTheKeysOfHuggingFace() throws Exception {
        var file = folder.resolve("config.json");
        AudioHub.write(file, config(Kernel.CONV1D, true));
        var expected = """
                {"architectures": ["Data2VecAudioModel"], "model_type": "data2vec-audio", "conv_dim": [4, 6],
                 "conv_kernel": [3, 2], "conv_stride": [2, 1], "num_feat_extract_layers": 2, "conv_bias": false,
                 "feat_extract_activation": "gelu", "num_conv_pos_embeddings": 3, "conv_pos_kernel_size": 7,
                 "num_conv_pos_embedding_groups": 2, "num_hidden_layers": 5, "hidden_size": 36,
                 "num_attention_heads": 3, "intermediate_size": 100, "hidden_act": "gelu", "layer_norm_eps": 1e-6,
                 "mask_time_prob": 0.05, "mask_feature_prob": 0, "feat_proj_dropout": 0.0625, "hidden_dropout": 0.125,
                 "attention_dropout": 0.25, "activation_dropout": 0.375, "layerdrop": 0.5}
                """;
        var json = JsonMapper.shared();
        assertThat(json.readTree(Files.readString(file))).isEqualTo(json.readTree(expected));
        AudioHub.write(file, config(Kernel.CONV1D, false));
        assertThat(json.readTree(Files.readString(file)).get("mask_time_prob").doubleValue())
                .isZero();
    }

    static List<AudioConfig.Convolution> published(int channels) {
        int[] kernels = {10, 3, 3, 3, 3, 2, 2};
        int[] strides = {5, 2, 2, 2, 2, 2, 2};
        var convolutions = new ArrayList<AudioConfig.Convolution>();
        for (int i = 0; i < kernels.length; i++) {
            convolutions.add(new AudioConfig.Convolution(channels, kernels[i], strides[i]));
        }
        return convolutions;
    }

    @Test
    void readsWhatHuggingFaceWrote() throws Exception {
        assertThat(AudioHub.read(Path.of("src/samples/parity/train/audio/config.json")))
                .isEqualTo(new AudioConfig(
                        published(32), Kernel.CONV1D, 5, 19, 16, 4, 64, 4, 128, 1e-5, true, 0, 0, 0, 0, 0));
    }

    // The defaults that transformers documents for Data2VecAudioConfig.
    @Test
    void whatIsAbsentHasTheDefault() throws Exception {
        assertThat(AudioHub.read(written("{\"model_type\": \"data2vec-audio\"}")))
                .isEqualTo(new AudioConfig(
                        published(512),
                        Kernel.CONV1D,
                        5,
                        19,
                        16,
                        12,
                        768,
                        12,
                        3072,
                        1e-5,
                        true,
                        0,
                        0.1,
                        0.1,
                        0.1,
                        0.1));
    }

    // Of time or of features: either needs the token.
    @ParameterizedTest
    @CsvSource({"0, 0, false", "0.1, 0, true", "0, 0.1, true"})
    void aModelThatIsMaskedHasAMaskToken(double time, double feature, boolean token) throws Exception {
        var file = written("{\"mask_time_prob\": " + time + ", \"mask_feature_prob\": " + feature + "}");
        assertThat(AudioHub.read(file).maskToken()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "model_type": "wav2vec2"        | model_type is 'wav2vec2', only 'data2vec-audio' is supported
            "hidden_act": "relu"            | hidden_act is 'relu', only 'gelu' is supported
            "feat_extract_activation": "relu" | feat_extract_activation is 'relu', only 'gelu' is supported
            "conv_bias": true               | conv_bias is true, only false is supported
            "add_adapter": true             | add_adapter is true, only false is supported
            "conv_dim": [512, 512]          | conv_kernel must be as long as conv_dim and conv_stride
            "conv_stride": [5, 2, 2]        | conv_kernel must be as long as conv_dim and conv_stride
            "conv_kernel": 3                | conv_kernel must be an array of whole numbers, is 3
            "conv_kernel": [10, 3, 3, 3, 3, 2, 0] | channels, kernel and stride are at least 1, not 512, 0 and 2
            "conv_pos_kernel_size": 18      | positionKernel must be odd and above 0, is 18
            "num_conv_pos_embedding_groups": 7 | width 768 cannot be shared by 7 positionGroups
            "num_attention_heads": 7        | width 768 cannot be shared by 7 heads
            "num_hidden_layers": 0          | layers, width, heads and feedForwardWidth are at least 1
            "layerdrop": 1.5                | layerDrop is in [0, 1), not 1.5
            "feat_proj_dropout": 1          | projectionDropout is in [0, 1), not 1.0
            """)
    void whatCannotBeReadIsNamed(String key, String message) throws Exception {
        var file = written("{" + key + "}");
        assertThatThrownBy(() -> AudioHub.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }
}
