package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class VisionHubTest {

    @TempDir
    private Path folder;

    private Path written(String json) throws IOException {
        return Files.writeString(folder.resolve("config.json"), json);
    }

    static List<VisionConfig> all() {
        var all = new ArrayList<VisionConfig>();
        for (var positions : RelativePositions.values()) {
            for (int bits = 0; bits < 8; bits++) {
                @Nullable Double layerScale = bits == 3 ? null : Double.valueOf(1e-4);
                all.add(new VisionConfig(
                        96,
                        8,
                        1,
                        5,
                        36,
                        3,
                        100,
                        1e-6,
                        layerScale,
                        positions,
                        (bits & 1) != 0,
                        (bits & 2) != 0,
                        (bits & 4) != 0,
                        0.125,
                        0.25,
                        0.375));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenIsRead(VisionConfig config) throws Exception {
        var file = folder.resolve("config.json");
        VisionHub.write(file, config);
        assertThat(VisionHub.read(file)).isEqualTo(config);
        assertThat(VisionHub.modelType(file)).isEqualTo("data2vec-vision");
    }

    // The keys of transformers' Data2VecVisionConfig.
    @Test
    void writesTheKeysOfHuggingFace() throws Exception {
        var file = folder.resolve("config.json");
        VisionHub.write(
                file,
                new VisionConfig(
                        224,
                        16,
                        3,
                        12,
                        768,
                        12,
                        3072,
                        1e-6,
                        1e-4,
                        RelativePositions.SHARED,
                        false,
                        true,
                        false,
                        0,
                        0.05,
                        0.25));
        var expected = """
                {"architectures": ["Data2VecVisionModel"], "model_type": "data2vec-vision", "image_size": 224,
                 "patch_size": 16, "num_channels": 3, "num_hidden_layers": 12, "hidden_size": 768,
                 "num_attention_heads": 12, "intermediate_size": 3072, "hidden_act": "gelu", "layer_norm_eps": 1e-6,
                 "layer_scale_init_value": 1e-4, "use_shared_relative_position_bias": true,
                 "use_relative_position_bias": false, "use_absolute_position_embeddings": false,
                 "use_mask_token": true, "use_mean_pooling": true, "hidden_dropout_prob": 0.0,
                 "attention_probs_dropout_prob": 0.05, "drop_path_rate": 0.25}
                """;
        var json = JsonMapper.shared();
        assertThat(json.readTree(Files.readString(file))).isEqualTo(json.readTree(expected));
    }

    @Test
    void readsWhatHuggingFaceWrote() throws Exception {
        var config = VisionHub.read(Path.of("src/samples/parity/forward/vision-layer-bias/config.json"));
        assertThat(config)
                .isEqualTo(new VisionConfig(
                        48, 8, 3, 4, 64, 4, 128, 1e-12, 0.1, RelativePositions.PER_LAYER, true, true, false, 0, 0, 0));
    }

    // The defaults that transformers documents for Data2VecVisionConfig.
    @Test
    void whatIsAbsentHasTheDefault() throws Exception {
        assertThat(VisionHub.read(written("{\"model_type\": \"data2vec-vision\"}")))
                .isEqualTo(new VisionConfig(
                        224,
                        16,
                        3,
                        12,
                        768,
                        12,
                        3072,
                        1e-12,
                        0.1,
                        RelativePositions.NONE,
                        false,
                        false,
                        false,
                        0,
                        0,
                        0.1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"beit\"| model_type is 'beit', only 'data2vec-vision' is supported",
                "\"hidden_act\": \"gelu_new\"| hidden_act is 'gelu_new', only 'gelu' is supported",
                "\"image_size\": [224, 224]| image_size must be a whole number, is [224,224]",
                "\"image_size\": 225| imageSize 225 is no multiple of patchSize 16",
                "\"num_attention_heads\": 7| width 768 cannot be shared by 7 heads",
                "\"use_mask_token\": \"yes\"| use_mask_token must be true or false, is \"yes\"",
                "\"drop_path_rate\": 1.5| dropPath is in [0, 1), not 1.5",
            })
    void whatCannotBeReadIsNamed(String key, String message) throws Exception {
        var file = written("{" + key + "}");
        assertThatThrownBy(() -> VisionHub.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aFileWithoutAType() throws Exception {
        assertThat(VisionHub.modelType(written("{}"))).isEmpty();
    }
}
