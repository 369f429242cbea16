package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConfigTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("config.json"), """
                {"whole": 12, "big": 3000000000, "real": 0.5, "small": 1e-12, "yes": true, "word": "gelu",
                 "none": null, "list": [0.9, 0.98, "x"], "object": {"inside": 3, "flag": "on"},
                 "objects": [{"n": 1}, {"n": "2"}]}
                """);
    }

    private HubConfig config() throws IOException {
        return new HubConfig(file);
    }

    /** A question that cannot be answered. */
    private interface Question {
        Object ask(HubConfig config) throws IOException;
    }

    @Test
    void givesValuesByType() throws Exception {
        var config = config();
        assertThat(config.integer("whole")).isEqualTo(12);
        assertThat(config.integer("whole", 7)).isEqualTo(12);
        assertThat(config.integer("absent", 7)).isEqualTo(7);
        assertThat(config.number("real")).isEqualTo(0.5);
        assertThat(config.number("small", 1)).isEqualTo(1e-12);
        assertThat(config.number("whole")).isEqualTo(12);
        assertThat(config.number("absent", 0.25)).isEqualTo(0.25);
        assertThat(config.truth("yes", false)).isTrue();
        assertThat(config.truth("absent", true)).isTrue();
        assertThat(config.text("word", "relu")).isEqualTo("gelu");
        assertThat(config.text("absent", "relu")).isEqualTo("relu");
        assertThat(config.element("list", 1)).isEqualTo(0.98);
        assertThat(config.has("real")).isTrue();
        assertThat(config.has("none")).isFalse();
        assertThat(config.has("absent")).isFalse();
        assertThat(config.object("object").integer("inside")).isEqualTo(3);
        assertThat(config.objects("objects")).hasSize(2);
        assertThat(config.objects("objects").getFirst().integer("n")).isEqualTo(1);
        config.require("word", "gelu", "relu");
        config.require("absent", "gelu", "gelu");
    }

    @Test
    void everyMistakeNamesFileAndKey() {
        Map<String, Question> mistakes = Map.ofEntries(
                Map.entry("whole must be true or false, is 12", config -> config.truth("whole", true)),
                Map.entry("real must be a whole number, is 0.5", config -> config.integer("real")),
                Map.entry("big must be a whole number, is 3000000000", config -> config.integer("big", 1)),
                Map.entry("word must be a number, is \"gelu\"", config -> config.number("word", 1)),
                Map.entry("yes must be a text, is true", config -> config.text("yes", "")),
                Map.entry("none must be a number, is null", config -> config.number("none", 1)),
                Map.entry("none must be a text, is null", config -> config.text("none", "")),
                Map.entry("list must be an object, is [0.9,0.98,\"x\"]", config -> config.object("list")),
                Map.entry("object must be an array", config -> config.objects("object")),
                Map.entry("absent must be an object, is missing", config -> config.object("absent")),
                Map.entry("list must be an array of numbers", config -> config.element("list", 2)),
                Map.entry("lacks the key absent", config -> config.integer("absent")),
                Map.entry("lacks the key missing", config -> config.number("missing")),
                Map.entry(
                        "flag must be true or false",
                        config -> config.object("object").truth("flag", true)),
                Map.entry(
                        "n must be a whole number, is \"2\"",
                        config -> config.objects("objects").getLast().integer("n")),
                Map.entry("word is 'gelu', only 'relu' is supported", config -> {
                    config.require("word", "relu", "relu");
                    return config;
                }));
        mistakes.forEach((message, question) -> assertThatThrownBy(() -> question.ask(config()))
                .as(message)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2]| holds no JSON object",
                "'\"text\"'| holds no JSON object",
                "{\"a\": 1,\\n\\n\"b\" 2}| line 3: not valid JSON",
                "{\"a\": 1| line 1: not valid JSON",
                "{\"a\": 1} x| not valid JSON",
                "''| holds no JSON object",
            })
    void whatIsNoJsonObject(String content, String message) throws Exception {
        Files.writeString(file, content.replace("\\n", "\n"));
        assertThatThrownBy(() -> new HubConfig(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFile() {
        var missing = folder.resolve("none.json");
        assertThatThrownBy(() -> new HubConfig(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + " does not exist");
    }
}
