package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigCommandTest {

    private static final String CONFIG = "configs/vision/quickstart.yaml";

    @TempDir
    private Path folder;

    @Test
    void showsWhatEachKeyMeans() {
        var run = CommandRun.of("config", "show", CONFIG);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("modality: vision  # what is pretrained\n")
                .contains("\n  patchSize: 8              # height and width of a patch in pixels\n")
                .contains("\n  targets:       # how targets are made\n")
                .contains("\n      green: 0.456  # number of the green channel\n");
    }

    @ParameterizedTest
    @MethodSource("io.github.data2vec4j.cli.ConfigsTest#configs")
    void leavesNoKeyWithoutAComment(Path file) {
        var above = "";
        for (var line :
                CommandRun.of("config", "show", file.toString()).out().lines().toList()) {
            assertThat(line).hasSizeLessThanOrEqualTo(100);
            // In a list of groups the first has the comments for all.
            if (!line.matches("    [- ] (channels|kernel|stride): \\d+")) {
                assertThat(line + above).contains("# ");
            }
            above = line.strip().startsWith("#") ? line : "";
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.data2vec4j.cli.ConfigsTest#configs")
    void showsWhatCanBeReadAgain(Path file) {
        var shown = CommandRun.of("config", "show", file.toString()).out();

        var written = ConfigFile.read(file, List.of());
        assertThat(ConfigFile.parse("shown", shown).bind(RunKind.of(written).type()))
                .isEqualTo(written.bind(RunKind.of(written).type()));
    }

    @Test
    void showsWhatHoldsAfterExtendsAndSet() throws IOException {
        var file = folder.resolve("mine.yaml");
        var base = Path.of(CONFIG).toAbsolutePath();
        Files.writeString(file, "extends: \"" + base + "\"\nbatches: {size: 7}\nmodel: {layerScale: null}\n");

        var shown = CommandRun.of("config", "show", file.toString(), "--set", "training.steps=123")
                .out();

        assertThat(shown).doesNotContain("extends").contains("  layerScale: null  ");
        var run = ConfigFile.parse("shown", shown).bind(VisionRun.class);
        assertThat(run.batches().size()).isEqualTo(7);
        assertThat(run.training().steps()).isEqualTo(123);
        assertThat(run.model().layerScale()).isNull();
        assertThat(run.model().width()).isEqualTo(128);
    }

    @Test
    void saysThatAFileIsRight() {
        var run = CommandRun.of("config", "check", CONFIG);

        assertThat(run.status()).isZero();
        assertThat(run.out().strip())
                .isEqualTo(
                        "ok: " + CONFIG + " describes pretraining on pictures, with an encoder of 819,472 parameters");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "check"})
    void tellsAllMistakes(String what) throws IOException {
        var file = folder.resolve("mine.yaml");
        Files.writeString(
                file,
                Files.readString(Path.of("configs/vision/base.yaml"))
                        .replace("seed: 1\n", "sead: 1\n")
                        .replace("  heads: 12\n", "  heads: six\n"));

        var run = CommandRun.of("config", what, file.toString(), "--set", "training.steps=many");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "d2v: " + file + ":4: unknown key 'sead', did you mean 'seed'?",
                        file + ":12: 'model.heads' must be a whole number, is 'six'",
                        "--set training.steps: 'training.steps' must be a whole number, is 'many'");
    }

    @Test
    void saysWhichModalitiesThereAre() throws IOException {
        var file = folder.resolve("mine.yaml");

        Files.writeString(file, "seed: 1\nmodality: smell\n");
        assertThat(CommandRun.of("config", "check", file.toString()).err())
                .contains(file + ":2: 'modality' must be one of speech, text, vision, is 'smell'");

        Files.writeString(file, "seed: 1\nmodalty: vision\n");
        assertThat(CommandRun.of("config", "check", file.toString()).err())
                .contains(file + ":2: unknown key 'modalty', did you mean 'modality'?");

        Files.writeString(file, "seed: 1\n");
        assertThat(CommandRun.of("config", "check", file.toString()).err())
                .contains(file + ":1: missing key 'modality'");
    }

    @Test
    void namesAFileThatIsMissing() {
        var run = CommandRun.of("config", "check", "no/such.yaml");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/such.yaml").contains("no such file").doesNotContain("at io.github");
    }

    @Test
    void asksWhatToDo() {
        var run = CommandRun.of("config");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("say what to do: show or check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "check"})
    void explainsItselfWithAnExample(String what) {
        var run = CommandRun.of("config", what, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("--set=KEY=VALUE", "Examples:", "d2v config " + what + " ");
    }
}
