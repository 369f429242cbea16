package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TextHubTest {

    private static final TextConfig CONFIG = new TextConfig(300, 66, 2, 7, 5, 36, 3, 100, 1e-6, 0.125, 0.25);

    // Special tokens anywhere: begin 4, padding 7, end 9, mask 299.
    private static final Vocabulary VOCABULARY = Vocabulary.of(300, 4, 7, 9, 299);

    @TempDir
    private Path folder;

    private Path written(String json) throws IOException {
        return Files.writeString(folder.resolve("config.json"), json);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        var file = folder.resolve("config.json");
        TextHub.write(file, CONFIG, VOCABULARY);
        assertThat(TextHub.read(file)).isEqualTo(CONFIG);
        assertThat(VisionHub.modelType(file)).isEqualTo("data2vec-text");
    }

    // The keys of transformers' Data2VecTextConfig.
    @Test
    void writesTheKeysOfHuggingFace() throws Exception {
        var file = folder.resolve("config.json");
        TextHub.write(file, CONFIG, VOCABULARY);
        var expected = """
                {"architectures": ["Data2VecTextModel"], "model_type": "data2vec-text", "vocab_size": 300,
                 "max_position_embeddings": 66, "type_vocab_size": 2, "bos_token_id": 4, "pad_token_id": 7,
                 "eos_token_id": 9, "num_hidden_layers": 5, "hidden_size": 36, "num_attention_heads": 3,
                 "intermediate_size": 100, "hidden_act": "gelu", "layer_norm_eps": 1e-6, "hidden_dropout_prob": 0.125,
                 "attention_probs_dropout_prob": 0.25}
                """;
        var json = JsonMapper.shared();
        assertThat(json.readTree(Files.readString(file))).isEqualTo(json.readTree(expected));
    }

    @Test
    void readsWhatHuggingFaceWrote() throws Exception {
        assertThat(TextHub.read(Path.of("src/samples/parity/train/text/config.json")))
                .isEqualTo(new TextConfig(150, 66, 1, 1, 4, 64, 4, 128, 1e-12, 0, 0));
    }

    // The defaults that transformers documents for Data2VecTextConfig.
    @Test
    void whatIsAbsentHasTheDefault() throws Exception {
        assertThat(TextHub.read(written("{\"model_type\": \"data2vec-text\"}")))
                .isEqualTo(new TextConfig(30522, 512, 2, 1, 12, 768, 12, 3072, 1e-12, 0.1, 0.1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "model_type": "roberta"         | model_type is 'roberta', only 'data2vec-text' is supported
            "hidden_act": "relu"            | hidden_act is 'relu', only 'gelu' is supported
            "is_decoder": true              | is_decoder is true, only false is supported
            "vocab_size": "many"            | vocab_size must be a whole number, is "many"
            "pad_token_id": 30522           | paddingToken 30522 is not in a vocabulary of 30522
            "max_position_embeddings": 2    | positions must be above paddingToken + 1, is 2
            "type_vocab_size": 0            | tokenTypes must be at least 1, is 0
            "num_attention_heads": 7        | width 768 cannot be shared by 7 heads
            "num_hidden_layers": 0          | layers, width, heads and feedForwardWidth are at least 1
            "hidden_dropout_prob": 1        | dropout is in [0, 1), not 1.0
            "attention_probs_dropout_prob": -0.5 | attentionDropout is in [0, 1), not -0.5
            """)
    void whatCannotBeReadIsNamed(String key, String message) throws Exception {
        var file = written("{" + key + "}");
        assertThatThrownBy(() -> TextHub.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }
}
