package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbeCommandTest {

    @TempDir
    private Path folder;

    @Test
    void comparesASpeechEncoderWithRandomWeights() {
        TinyRuns.speech(folder.resolve("run"), "training.steps=1");
        var run = CommandRun.of(
                "probe", folder.resolve("run/teacher").toString(), "--data", "src/samples/speech/", "--seeds", "2");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("with 60 utterances")
                .containsPattern("pretrained {6}0\\.\\d{3} \\+- 0\\.\\d{3}")
                .containsPattern("random weights {2}0\\.\\d{3} \\+- 0\\.\\d{3}")
                .contains("guessing        0.167");
        assertThat(run.status()).isLessThan(Main.WRONG_INPUT);
    }

    @Test
    void asksWhichWordsAreSaidWhereThereAreTranscripts() throws IOException {
        TinyRuns.speech(folder.resolve("run"), "training.steps=1");
        var teacher = folder.resolve("run/teacher").toString();
        var silent = Files.createDirectories(folder.resolve("silent/amy"));
        Files.copy(Path.of("src/samples/speech/amy/10-cat-lamp-boat.wav"), silent.resolve("one.wav"));

        var run = CommandRun.of(
                "probe", teacher, "--data", folder.resolve("silent").toString(), "--labels", "words");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("one.wav has none").contains("transcripts.tsv");
    }

    @Test
    void wordsAreForSpeechOnly() {
        TinyRuns.text(folder.resolve("run"), folder, "training.steps=1");
        var run = CommandRun.of(
                "probe", folder.resolve("run/teacher").toString(), "--data", folder.toString(), "--labels", "words");
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("--labels words is for speech only");
    }

    @Test
    void namesAModelThatIsMissing() {
        var run = CommandRun.of("probe", "no/model", "--data", "src/samples/speech");
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/model/config.json").doesNotContain("at io.github");
    }
}
