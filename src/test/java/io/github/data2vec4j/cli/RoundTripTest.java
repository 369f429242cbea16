package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.text.BytePairTrainer;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers that lose something, and one that does not. */
final class RoundTripTest {

    private static final String LONG = "once upon a time ".repeat(10);

    @TempDir
    private Path folder;

    private Path tokenizer;
    private List<Path> files;

    @BeforeEach
    void write() throws IOException {
        tokenizer = folder.resolve("tokenizer.json");
        new BytePairTrainer(261, 1).train(Stream.of("any")).write(tokenizer);
        files = List.of(
                Files.writeString(folder.resolve("1.txt"), "one\n\ntwo\nthree\n"),
                Files.writeString(folder.resolve("2.txt"), LONG + "There was Zoë"));
    }

    @Test
    void bytesLoseNothing() throws IOException {
        var trial = trial(100);

        assertThat(trial.isPerfect()).isTrue();
        assertThat(trial.lines()).isEqualTo(4);
        assertThat(trial.bytes()).isEqualTo(3 + 3 + 5 + 170 + 14);
        assertThat(trial.tokens()).isEqualTo(trial.bytes());
        assertThat(trial.text()).isEqualToNormalizingNewlines("""
                Tried on 4 lines: all come back unchanged, none with <unk>; 1.00 bytes per token.
                The first one is cut like this: "o|n|e\"""");
    }

    @Test
    void everyFileIsTried() throws IOException {
        assertThat(trial(4).lines()).isEqualTo(2 + 1);
        assertThat(trial(1).lines()).isEqualTo(2);
    }

    @Test
    void theExampleIsOfOneLine() throws IOException {
        files = files.subList(1, 2);

        assertThat(trial(1).example())
                .startsWith("\"o|n|c|e| |u|p")
                .endsWith("|...\"")
                .hasSizeBetween(80, 88);
    }

    @Test
    void showsWhereALineChanged() throws IOException {
        replace("\"normalizer\" : null", "\"normalizer\" : {\"type\": \"Lowercase\"}");
        var trial = trial(100);

        assertThat(trial.isPerfect()).isFalse();
        assertThat(trial.failures())
                .containsExactly(
                        files.get(1)
                                + ": ...\"me once upon a time There was Zoë\" comes back as ...\"me once upon a time there was zoë\"");
        assertThat(trial.text()).startsWith("FAIL " + files.get(1)).contains("Tried on 4 lines: 1 FAILED");
    }

    // All lines but the last but one have an e.
    @Test
    void showsWhereAnUnknownTokenStands() throws IOException {
        replace("\"e\" : 72,", "");
        replace("\"unk_token\" : null", "\"unk_token\" : \"<unk>\"");
        var trial = trial(100);

        assertThat(trial.failures())
                .hasSize(3)
                .startsWith(
                        files.get(0) + ": <unk> stands for a part of \"one\"",
                        files.get(0) + ": <unk> stands for a part of \"three\"");
    }

    private RoundTrip trial(int lines) throws IOException {
        try (var read = Tokenizer.read(tokenizer)) {
            return RoundTrip.of(read, new TextFiles(folder, files, TextFiles.TEXT_KEY), lines);
        }
    }

    private void replace(String text, String by) throws IOException {
        var json = Files.readString(tokenizer);
        assertThat(json).contains(text);
        Files.writeString(tokenizer, json.replace(text, by));
    }
}
