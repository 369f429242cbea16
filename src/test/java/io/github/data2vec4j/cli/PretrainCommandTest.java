package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.VisionHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class PretrainCommandTest {

    private static final String CONFIG = "configs/vision/quickstart.yaml";
    private static final String PICTURES = "src/samples/pictures";

    @TempDir
    private Path folder;

    @Test
    void pretrainsOnTheSamplePictures() throws IOException {
        var output = folder.resolve("run");
        // 12 updates of 2 batches of 4 pictures, of which there are 195.
        var run = small(output, "training.steps=12", "training.batchesPerStep=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("data2vec on 195 pictures (JPEG through ", "): 12 steps, 0.5 times through the data")
                .contains("The loss ")
                .contains("Too few steps to tell")
                .contains("Everything is in " + output + ": loss.png, metrics.jsonl,")
                .contains(", tensorboard/")
                .doesNotContain("STOPPED");
        assertThat(Files.readString(output.resolve("summary.txt"))).contains("samples/s");
        assertThat(ImageIO.read(output.resolve("loss.png").toFile()).getWidth()).isEqualTo(1000);
    }

    @Test
    void saysHowFarSamplesOfShardsAreMixed() {
        var shards = folder.resolve("shards");
        CommandRun.of("shard", "--data", PICTURES, "--output", shards.toString(), "--shard-samples", "50");
        var arguments =
                TinyRuns.pictureArguments(folder.resolve("run"), "training.steps=1", "reading.shuffleWindow=100");
        arguments.set(arguments.indexOf("--data") + 1, shards.toString());
        assertThat(CommandRun.of(arguments.toArray(String[]::new)).out())
                .startsWith(
                        "195 samples in 4 shards, shuffled within 100 (about 2 shards at a time; reading.shuffleWindow)");
    }

    @Test
    void saysNothingOfWhatItDoesNotWrite() {
        var run = small(folder, "training.steps=2", "tracking.tensorBoard=false");

        assertThat(run.out())
                .contains("checkpoints/")
                .doesNotContain("tensorboard")
                .doesNotContain("bad-samples");
        assertThat(folder.resolve("tensorboard")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "3, 2"})
    void writesOneLineOfMetricsForEachStep(int batchSize, int batchesPerStep) throws IOException {
        small(folder, "training.steps=3", "batches.size=" + batchSize, "training.batchesPerStep=" + batchesPerStep);

        int samples = batchSize * batchesPerStep;
        var lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
        assertThat(lines).hasSize(3);
        var last = JsonMapper.shared().readTree(lines.getLast());
        assertThat(last.path("step").asInt()).isEqualTo(3);
        assertThat(last.path("samples").asInt()).isEqualTo(samples);
        assertThat(last.path("masked").asInt()).isBetween(samples, samples * 9);
        assertThat(last.path("positions").asInt()).isEqualTo(samples * 16);
        assertThat(last.path("loss").asDouble()).isBetween(0.01, 2.0);
    }

    @Test
    void writesStudentAndTeacherAsHuggingFaceReadsThem() throws IOException {
        small(folder, "training.steps=2");

        for (var name : List.of("model", "teacher")) {
            var encoder = folder.resolve(name);
            assertThat(VisionHub.read(encoder.resolve("config.json")).width()).isEqualTo(48);
            try (var weights = SafetensorsReader.open(encoder.resolve("model.safetensors"))) {
                assertThat(weights.tensors())
                        .containsKeys("embeddings.cls_token", "encoder.layer.1.output.dense.weight")
                        .doesNotContainKey("head.1.weight");
            }
        }
    }

    @Test
    void keepsTheConfigurationThatWasUsed() {
        small(folder, "training.steps=2", "collapse.afterSteps=7");

        var used = ConfigFile.read(folder.resolve("config.yaml"), List.of()).bind(VisionRun.class);
        assertThat(used.training().steps()).isEqualTo(2);
        assertThat(used.model().width()).isEqualTo(48);
        assertThat(used.batches().size()).isEqualTo(4);
        assertThat(used.collapse().afterSteps()).isEqualTo(7);
    }

    @Test
    void doesNotReplaceAnEarlierRunUnlessTold() {
        small(folder, "training.steps=2");

        var complete = small(folder, "training.steps=2");
        assertThat(complete.status()).isZero();
        assertThat(complete.out())
                .contains("the run in " + folder + " is complete")
                .contains("--overwrite");
        var refused = small(folder, "training.steps=3");
        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err())
                .contains("the run in " + folder + " has another configuration")
                .contains("'training.steps' was 2, is 3");
        assertThat(small(folder, "training.steps=2", "--overwrite").status()).isZero();
    }

    @Test
    void doesNotReplaceARunOfAnotherConfigurationThatHasNoCheckpointYet() throws IOException {
        small(folder.resolve("other"), "training.steps=2");
        var killed = Files.createDirectory(folder.resolve("killed"));
        Files.copy(folder.resolve("other/config.yaml"), killed.resolve("config.yaml"));
        var metrics = Files.writeString(killed.resolve("metrics.jsonl"), "{\"step\":1}\n");

        var refused = small(killed, "training.steps=3");

        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err()).contains("'training.steps' was 2, is 3");
        assertThat(metrics).content().isEqualTo("{\"step\":1}\n");
        assertThat(small(killed, "training.steps=2").status()).isZero();
    }

    // Weight decay that halves every matrix at every step leaves nothing that could tell positions apart. The floors
    // count from step 21 on; so a run of 300 does not get far.
    @Test
    void stopsACollapseAndSaysWhatFits() throws IOException {
        var run = small(
                folder,
                "training.steps=300",
                "learningRate.peak=0.0001",
                "optimizer.weightDecay=5000.0",
                "collapse.afterSteps=20",
                "method.ema.start=0.5",
                "method.ema.end=0.5");

        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(run.out())
                .contains("STOPPED: the representation collapsed at step ")
                .contains("the teacher follows fast (decay 0.5): raise method.ema.start")
                .contains("COLLAPSED: ");
        assertThat(run.err()).isEmpty();
        // What it learnt until then is there.
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSizeBetween(21, 299);
        assertThat(folder.resolve("model").resolve("model.safetensors")).exists();
        assertThat(folder.resolve("loss.png")).exists();
        assertThat(Files.readString(folder.resolve("summary.txt"))).contains("COLLAPSED");
    }

    @Test
    void goesOnWhereNoFloorIsSet() throws IOException {
        var run = small(
                folder,
                "training.steps=30",
                "learningRate.peak=0.0001",
                "optimizer.weightDecay=5000.0",
                "collapse.afterSteps=0",
                "collapse.targetFloor=0.0",
                "collapse.predictionFloor=0.0");

        assertThat(run.status()).isZero();
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(30);
    }

    @Test
    void namesAPictureThatIsBroken() throws IOException {
        var pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of(PICTURES, "fish", "clownfish.jpg"), pictures.resolve("good.jpg"));
        Files.writeString(pictures.resolve("broken.jpg"), "no picture");

        var run = CommandRun.of(
                "pretrain",
                CONFIG,
                "--data",
                pictures.toString(),
                "--output",
                folder.resolve("run").toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err())
                .contains("1 of 2 samples cannot be read, more than the 1 % that are tolerated:")
                .contains("broken.jpg: its content is neither")
                .contains("raise reading.maxBadShare")
                .doesNotContain("at io.github");
        assertThat(Files.readAllLines(folder.resolve("run/events.jsonl")))
                .last()
                .asString()
                .contains("\"kind\":\"alarm\"", "broken.jpg");
    }

    // What is broken is left out, listed once, and counted still when the run goes on.
    @Test
    void leavesOutAPictureThatIsBroken() throws IOException {
        var pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of(PICTURES, "fish", "clownfish.jpg"), pictures.resolve("good.jpg"));
        Files.writeString(pictures.resolve("broken.jpg"), "no picture");
        var output = folder.resolve("run");
        var whole = small(pictures, output, List.of("training.steps=2", "reading.maxBadShare=0.5"));
        assertThat(whole.err()).isEmpty();
        assertThat(whole.out()).contains("Samples left out since they cannot be read: 1, listed in ");
        assertThat(output.resolve("bad-samples.tsv"))
                .content()
                .matches(".*broken\\.jpg\\t0\\tits content is neither .*\\R");
    }

    // The run goes on after its first step.
    @Test
    void aPictureThatIsBrokenCountsOnceHoweverItsFolderIsSpelt() throws IOException {
        var pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of(PICTURES, "fish", "clownfish.jpg"), pictures.resolve("good.jpg"));
        Files.writeString(pictures.resolve("broken.jpg"), "no picture");
        var output = folder.resolve("run");
        var arguments = List.of(
                "training.steps=2", "reading.maxBadShare=0.5", "checkpoints.everySteps=1", "checkpoints.keep=2");
        small(pictures, output, arguments);
        var list = Files.readString(output.resolve("bad-samples.tsv"));
        try (var last = Files.walk(output.resolve("checkpoints/step-2"))) {
            for (var file : last.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        var resumed = small(pictures.resolve("../pictures"), output, arguments);
        assertThat(resumed.status()).isZero();
        assertThat(resumed.out()).contains("going on after step 1", "cannot be read: 1, listed in ");
        assertThat(output.resolve("bad-samples.tsv")).hasContent(list);
    }

    @Test
    void namesAFolderThatIsMissing() {
        var run = CommandRun.of("pretrain", CONFIG, "--data", "no/such", "--output", folder.toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/such").doesNotContain("at io.github");
    }

    @Test
    void aFolderThatIsMissingCostsNoEarlierRun() throws IOException {
        small(folder, "training.steps=2");
        var before = Files.readString(folder.resolve("metrics.jsonl"));

        var run = CommandRun.of("pretrain", CONFIG, "--data", "no/such", "--output", folder.toString(), "--overwrite");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(folder.resolve("metrics.jsonl")).hasContent(before);
    }

    @Test
    void aTokenizerIsForTextOnly() {
        var run = small(folder, "training.steps=2", "--tokenizer", "tokenizer.json");

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("--tokenizer is for text only").doesNotContain("at io.github");
    }

    @Test
    void namesTheLineOfAMistakeInTheConfiguration() throws IOException {
        var config = folder.resolve("mine.yaml");
        Files.writeString(config, """
                extends: "%s"
                model: {imageSize: 64, patchSize: 8}
                augmentation: {size: 64}
                masking:
                  maskedPatches: 64
                """.formatted(Path.of(CONFIG).toAbsolutePath()));

        var run = CommandRun.of("pretrain", config.toString(), "--data", PICTURES, "--output", folder.toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("mine.yaml:5").contains("must be below the 64 patches");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batches.size=0                    | must be at least 1, is 0
            method.targets.topLayers=3        | must be at most model.layers, 2, is 3
            learningRate.warmupSteps=2        | must be below training.steps, 2, together, are 2
            learningRate.holdSteps=1          | holdSteps must be 0, is 1: only tri-stage holds
            augmentation.size=24              | must be model.imageSize, 32, is 24
            training.batchesPerStep=0         | batchesPerStep must be at least 1, is 0
            collapse.targetFloor=-0.1         | targetFloor, predictionFloor and afterSteps must not be negative
            optimizer.epsilonAt=nowhere       | corrected
            method.targets.layerNorms=[layer, spectral] | instance
            model.heads=5                     | width 48 cannot be shared by 5 heads
            """)
    void namesWhatDoesNotGoTogether(String override, String reason) {
        var run = small(folder, "training.steps=2", override);

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(reason).doesNotContain("at io.github");
        assertThat(folder).isEmptyDirectory();
    }

    /** A run that takes no number of the shipped configuration that its test depends on. */
    private static CommandRun small(Path output, String... more) {
        return small(Path.of(PICTURES), output, List.of(more));
    }

    private static CommandRun small(Path data, Path output, List<String> more) {
        var overrides = new ArrayList<>(List.of(
                "model.imageSize=32",
                "model.patchSize=8",
                "model.layers=2",
                "model.width=48",
                "model.heads=3",
                "model.feedForwardWidth=96",
                "augmentation.size=32",
                "masking.maskedPatches=9",
                "masking.minBlockPatches=2",
                "masking.maxBlockPatches=16",
                "method.targets.topLayers=2",
                "batches.size=4",
                "learningRate.schedule=cosine",
                "learningRate.warmupSteps=1",
                "collapse.targetFloor=0.1",
                "collapse.predictionFloor=0.01",
                "collapse.afterSteps=100",
                "training.batchesPerStep=1"));
        var arguments =
                new ArrayList<>(List.of("pretrain", CONFIG, "--data", data.toString(), "--output", output.toString()));
        for (var one : more) {
            (one.contains("=") ? overrides : arguments).add(one);
        }
        for (var override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
