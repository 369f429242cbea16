package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.TextHub;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class PretrainTextTest {

    private static final String CONFIG = """
            modality: text
            seed: 1
            model:
              vocabulary: 280
              positions: 34
              tokenTypes: 1
              paddingToken: 1
              layers: 2
              width: 16
              heads: 2
              feedForwardWidth: 32
              normEpsilon: 1.0e-5
              dropout: 0.1
              attentionDropout: 0.1
            head: {layers: 2}
            teacher: {input: full, sharesEmbeddings: true}
            masking:
              probability: 0.35
              spanLength: 4
              keepShare: 0.0
              randomShare: 0.0
              maskSpecialTokens: false
              lossOnAllChosen: false
            blocks: {breakMode: complete-doc, maxTokens: 32}
            batches: {maxTokens: 256, multiple: 8}
            reading: {maxBadShare: 0.0, shuffleWindow: 4096}
            method:
              targets: {topLayers: 2, layer: feed-forward-output, layerNorms: [layer], finalNorms: []}
              loss: {beta: 4.0, scale: 1.0, reduction: sum-channels}
              ema: {start: 0.99, end: 0.999, annealSteps: 300}
              clipNorm: 5.0
              spared: {vectors: false, names: []}
            optimizer: {beta1: 0.9, beta2: 0.98, epsilon: 1.0e-6, epsilonAt: uncorrected, weightDecay: 0.01}
            learningRate: {schedule: cosine, start: 0.0, peak: 1.0e-3, minimum: 0.0, warmupSteps: 1, holdSteps: 0}
            collapse: {targetFloor: 0.1, predictionFloor: 0.01, afterSteps: 100, positions: 100}
            checkpoints: {everySteps: 100, keep: 1, keepEverySteps: 0}
            tracking: {tensorBoard: false, scalarEverySteps: 1, histogramEverySteps: 0, previewEverySteps: 0}
            training: {steps: 4, batchesPerStep: 1, maxSkippedSteps: 2, loaderThreads: 1, batchesAhead: 2}
            """;

    private static final String[] WORDS = {
        "river", "mountain", "forest", "house", "garden", "window", "morning", "evening", "winter", "summer"
    };

    @TempDir
    private Path folder;

    /** Two files of lines without a blank one between them. */
    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("text"));
        var random = new SplittableRandom(3);
        for (var name : new String[] {"one.txt", "two.txt"}) {
            var text = new StringBuilder();
            for (int line = 0; line < 100; line++) {
                for (int word = 0; word < 8; word++) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(word == 7 ? "\n" : " ");
                }
            }
            Files.writeString(folder.resolve("text").resolve(name), text);
        }
    }

    private CommandRun pretrain(String... more) throws IOException {
        return pretrainInto("run", more);
    }

    private CommandRun pretrainInto(String output, String... more) throws IOException {
        return pretrainOn("text", output, more);
    }

    private CommandRun pretrainOn(String data, String output, String... more) throws IOException {
        var config = Files.writeString(folder.resolve("text.yaml"), CONFIG);
        var arguments = new ArrayList<>(List.of(
                "pretrain",
                config.toString(),
                "--data",
                folder.resolve(data).toString(),
                "--output",
                folder.resolve(output).toString()));
        for (var one : more) {
            if (one.contains("=")) {
                arguments.add("--set");
            }
            arguments.add(one);
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void learnsATokenizerAndPretrains() throws IOException {
        var run = pretrain("training.batchesPerStep=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("no --tokenizer: learning 280 tokens from the text")
                .containsPattern("data2vec on 2 text files, [0-9,]+ tokens in [0-9,]+ blocks: 4 steps, [0-9.]+ times")
                .contains("Too few steps to tell");
        for (var line : Files.readAllLines(folder.resolve("run").resolve("metrics.jsonl"))) {
            var step = JsonMapper.shared().readTree(line);
            // Two batches of at most 256 tokens, of blocks of at most 32.
            assertThat(step.path("positions").asInt()).isBetween(2, 512);
            assertThat(step.path("masked").asInt()).isBetween(1, 400);
            assertThat(step.path("samples").asInt()).isBetween(2, 32);
        }
    }

    @Test
    void writesStudentTeacherAndTokenizerAsHuggingFaceReadsThem() throws IOException {
        pretrain();

        for (var name : List.of("model", "teacher")) {
            var encoder = folder.resolve("run").resolve(name);
            assertThat(TextHub.read(encoder.resolve("config.json")).vocabulary())
                    .isEqualTo(280);
            try (var tokenizer = Tokenizer.read(encoder.resolve("tokenizer.json"))) {
                assertThat(tokenizer.vocabulary().size()).isEqualTo(280);
                assertThat(tokenizer.decode(tokenizer.encode("river mountain"))).isEqualTo("river mountain");
            }
            try (var weights = SafetensorsReader.open(encoder.resolve("model.safetensors"))) {
                assertThat(weights.tensors())
                        .containsKeys("embeddings.word_embeddings.weight", "encoder.layer.1.output.dense.weight")
                        .doesNotContainKey("head.0.weight");
            }
        }
        assertThat(ConfigFile.read(folder.resolve("run").resolve("config.yaml"), List.of())
                        .bind(TextRun.class)
                        .blocks()
                        .maxTokens())
                .isEqualTo(32);
    }

    @Test
    void takesTheTokenizerThatItIsGiven() throws IOException {
        pretrain();
        var tokenizer = folder.resolve("run").resolve("tokenizer.json").toString();

        var run = pretrainInto("again", "--tokenizer", tokenizer, "teacher.input=masked-only");

        assertThat(run.status()).isZero();
        assertThat(run.out()).doesNotContain("learning");
        assertThat(folder.resolve("again").resolve("tokenizer.json")).doesNotExist();
        assertThat(folder.resolve("again").resolve("teacher").resolve("tokenizer.json"))
                .hasSameTextualContentAs(folder.resolve("run").resolve("tokenizer.json"));
        assertThat(Files.readAllLines(folder.resolve("again").resolve("metrics.jsonl")))
                .hasSize(4);

        var other = pretrainInto("other", "--tokenizer", tokenizer, "model.vocabulary=281");
        assertThat(other.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(other.err()).contains("must be the 280 tokens of " + tokenizer + ", is 281");
        var padded = pretrainInto("padded", "--tokenizer", tokenizer, "model.paddingToken=2", "model.positions=35");
        assertThat(padded.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(padded.err()).contains("must be the number of <pad> in " + tokenizer + ", 1, is 2");
    }

    private byte[] weights(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve("teacher").resolve("model.safetensors"));
    }

    @Test
    void readsTokenShards() throws IOException {
        pretrain();
        var tokenizer = folder.resolve("run").resolve("tokenizer.json").toString();
        var made = CommandRun.of(
                "tokenize",
                "--data",
                folder.resolve("text").toString(),
                "--tokenizer",
                tokenizer,
                "--shard-tokens",
                "1000",
                "--output",
                folder.resolve("shards").toString());
        assertThat(made.status()).isZero();

        var run = pretrainOn("shards", "again", "--tokenizer", tokenizer);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("making tokens").contains("data2vec on 2 text files");
        assertThat(folder.resolve("again").resolve("tokens")).doesNotExist();
        assertThat(weights("again")).isEqualTo(weights("run"));
        var other = folder.resolve("other.json");
        Files.writeString(other, Files.readString(Path.of(tokenizer)) + " ");
        var refused = pretrainOn("shards", "other", "--tokenizer", other.toString());
        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err())
                .contains("the tokens in " + folder.resolve("shards") + " were made with another tokenizer than "
                        + other);
        var small = pretrainOn("shards", "small", "model.vocabulary=281");
        assertThat(small.err()).contains("must be the 280 tokens of ").contains(", is 281");
    }

    // The text may be gone by then, and what is learnt is what it would have been.
    @Test
    void goesOnWithItsOwnTokens() throws IOException {
        pretrainInto("whole", "training.steps=6");
        pretrain("training.steps=6", "checkpoints.everySteps=3", "checkpoints.keep=2");
        var run = folder.resolve("run");
        // As if it had been killed after the third step.
        Files.delete(run.resolve("summary.txt"));
        RunFolder.deleteTree(run.resolve("checkpoints").resolve("step-6"));
        RunFolder.deleteTree(folder.resolve("text"));

        var again = pretrain("training.steps=6", "checkpoints.everySteps=3", "checkpoints.keep=2");

        assertThat(again.status()).isZero();
        assertThat(again.out())
                .contains("going on after step 3")
                .doesNotContain("learning")
                .doesNotContain("making tokens");
        assertThat(weights("run")).isEqualTo(weights("whole"));
        Files.delete(run.resolve("summary.txt"));
        var elsewhere =
                pretrainOn("elsewhere", "run", "training.steps=6", "checkpoints.everySteps=3", "checkpoints.keep=2");
        assertThat(elsewhere.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(elsewhere.err()).contains("is on the text of " + folder.resolve("text"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.vocabulary=100000     | has no more pairs to learn, is 100000
            model.vocabulary=260        | must be at least 261 to be learnt, is 260
            blocks.maxTokens=33         | must be at most 32, for which model.positions has room, is 33
            blocks.maxTokens=2          | must be at least 3, is 2
            batches.maxTokens=31        | must be at least blocks.maxTokens, 32, is 31
            batches.multiple=0          | maxTokens and multiple must be at least 1, but they are 256 and 0
            head.layers=0               | must be at least 1, is 0
            masking.probability=0.0     | probability must be above 0 and at most 1, but is 0.0
            method.targets.topLayers=3  | must be at most model.layers, 2, is 3
            learningRate.warmupSteps=4  | must be below training.steps, 4, together, are 4
            model.heads=3               | width 16 cannot be shared by 3 heads
            model.dropout=1.0           | dropout is in [0, 1), not 1.0
            model.tokenTypes=0          | tokenTypes must be at least 1, is 0
            teacher.input=some          | masked-only
            """)
    void namesWhatDoesNotGoTogether(String override, String reason) throws IOException {
        var run = pretrain(override);

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(reason).doesNotContain("at io.github");
    }

    @Test
    void namesATokenizerThatIsMissing() throws IOException {
        var run = pretrain("--tokenizer", "no/such.json");
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/such.json").doesNotContain("at io.github");
    }

    @Test
    void namesFilesWithoutText() throws IOException {
        for (var name : new String[] {"one.txt", "two.txt"}) {
            Files.writeString(folder.resolve("text").resolve(name), "\n\n");
        }
        var run = pretrain();
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("all lines are blank in 2 text files").doesNotContain("at io.github");
    }

    @Test
    void namesAFolderWithoutText() throws IOException {
        for (var name : new String[] {"one.txt", "two.txt"}) {
            Files.delete(folder.resolve("text").resolve(name));
        }
        var run = pretrain();
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no text below").doesNotContain("at io.github");
    }
}
