package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.hub.Pretrained;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainSpeechAndTextTest {

    @TempDir
    private Path folder;

    @Test
    void pretrainsOnTheSampleSpeech() throws IOException {
        var run = TinyRuns.speech(folder, "training.steps=4", "training.batchesPerStep=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("data2vec on 60 utterances, 2.4 minutes: 4 steps");
        for (var part : List.of("model", "teacher")) {
            try (var encoder = Pretrained.load(folder.resolve(part))) {
                assertThat(encoder.shape()).isInstanceOf(Pretrained.Shape.Audio.class);
            }
        }
    }

    @Test
    void pretrainsOnTextWithAVocabularyLearntFromIt() throws IOException {
        var output = folder.resolve("run");
        var run = TinyRuns.text(output, folder, "training.steps=4");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("learning 512 tokens from the text").contains("data2vec on 1 text files");
        try (var encoder = Pretrained.load(output.resolve("teacher"));
                var tokenizer = Tokenizer.read(output.resolve("teacher/tokenizer.json"))) {
            assertThat(encoder.shape()).isInstanceOf(Pretrained.Shape.Text.class);
            assertThat(tokenizer.vocabulary().size()).isEqualTo(512);
        }
    }

    @Test
    void aTokenizerMustFitTheModel() {
        var first = folder.resolve("first");
        TinyRuns.text(first, folder, "training.steps=1");
        var run = CommandRun.of(
                "pretrain",
                "configs/text/quickstart.yaml",
                "--data",
                folder.resolve("texts").toString(),
                "--output",
                folder.resolve("second").toString(),
                "--tokenizer",
                first.resolve("model/tokenizer.json").toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("'model.vocabulary' must be the 512 tokens of");
    }

    @Test
    void aTokenizerIsForTextOnly() {
        var run = CommandRun.of(
                "pretrain",
                "configs/speech/quickstart.yaml",
                "--data",
                "src/samples/speech",
                "--output",
                folder.toString(),
                "--tokenizer",
                "tokenizer.json");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("--tokenizer is for text only");
    }

    @Test
    void aRunThatWorksIsNotStopped() {
        var run = TinyRuns.text(folder.resolve("run"), folder, "training.steps=150", "learningRate.warmupSteps=30");

        assertThat(run.out()).contains("Nothing collapsed");
        assertThat(run.status()).isZero();
    }

    @Test
    void targetsWithoutNormalisationCollapse() {
        var output = folder.resolve("run");
        var run = TinyRuns.text(output, folder, "training.steps=150", "method.targets.layerNorms=[]");

        assertThat(run.out()).contains("STOPPED").contains("targets are not normalised").contains("COLLAPSED");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(Files.exists(output.resolve("teacher/model.safetensors")))
                .as("what there is of it is kept")
                .isTrue();
    }

    @Test
    void aMaskOfOnePercentCollapses() {
        var run = TinyRuns.text(
                folder.resolve("run"),
                folder,
                "training.steps=300",
                "learningRate.warmupSteps=30",
                "masking.probability=0.01");

        assertThat(run.out()).contains("STOPPED").contains("of the positions are masked");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
    }
}
