package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.VisionHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class PretrainCommandTest {

    private static final String CONFIG = "configs/vision/quickstart.yaml";
    private static final String PICTURES = "src/samples/pictures";

    @TempDir
    private Path folder;

    @Test
    void pretrainsOnTheSamplePictures() throws IOException {
        var output = folder.resolve("run");
        var run = small(output, "training.steps=12");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("data2vec on 195 pictures: 12 steps of 4, 38 of 64 patches masked")
                .contains("The loss ")
                .contains("Too few steps to tell");
        assertThat(Files.readString(output.resolve("summary.txt"))).contains("samples/s");
        assertThat(ImageIO.read(output.resolve("loss.png").toFile()).getWidth()).isEqualTo(1000);
    }

    @Test
    void writesOneLineOfMetricsForEachStep() throws IOException {
        small(folder, "training.steps=3");

        var lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
        assertThat(lines).hasSize(3);
        var last = JsonMapper.shared().readTree(lines.getLast());
        assertThat(last.path("step").asInt()).isEqualTo(3);
        assertThat(last.path("samples").asInt()).isEqualTo(4);
        assertThat(last.path("masked").asInt()).isBetween(4, 4 * 38);
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
        small(folder, "training.steps=2");

        var used = ConfigFile.read(folder.resolve("config.yaml"), List.of()).bind(VisionRun.class);
        assertThat(used.training().steps()).isEqualTo(2);
        assertThat(used.model().width()).isEqualTo(48);
    }

    @Test
    void doesNotReplaceAnEarlierRunUnlessTold() {
        small(folder, "training.steps=2");

        var refused = small(folder, "training.steps=2");
        assertThat(refused.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(refused.err()).contains(folder + " holds a run already").contains("--overwrite");
        assertThat(small(folder, "training.steps=2", "--overwrite").status()).isZero();
    }

    @Test
    void reportsACollapse() {
        // Weight decay that halves every matrix at every step leaves nothing that could tell positions apart.
        var run = small(folder, "training.steps=100", "learningRate.peak=0.0001", "optimizer.weightDecay=5000.0");

        assertThat(run.out()).contains("COLLAPSED");
        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
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
        assertThat(run.err()).contains("broken.jpg").doesNotContain("at io.github");
    }

    @Test
    void namesAFolderThatIsMissing() {
        var run = CommandRun.of("pretrain", CONFIG, "--data", "no/such", "--output", folder.toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/such").doesNotContain("at io.github");
    }

    @Test
    void namesTheLineOfAMistakeInTheConfiguration() throws IOException {
        var config = folder.resolve("mine.yaml");
        var lines = Files.readAllLines(Path.of(CONFIG));
        int line = lines.indexOf("  maskedPatches: 38         # 60 % of the 64 patches of a picture") + 1;
        lines.set(line - 1, "  maskedPatches: 64");
        Files.write(config, lines);

        var run = CommandRun.of("pretrain", config.toString(), "--data", PICTURES, "--output", folder.toString());

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("mine.yaml:" + line).contains("must be below the 64 patches");
    }

    private static CommandRun small(Path output, String... more) {
        var arguments = new ArrayList<>(List.of(
                "pretrain",
                CONFIG,
                "--data",
                PICTURES,
                "--output",
                output.toString(),
                "--set",
                "model.layers=2",
                "--set",
                "model.width=48",
                "--set",
                "model.heads=3",
                "--set",
                "model.feedForwardWidth=96",
                "--set",
                "method.targets.topLayers=2",
                "--set",
                "training.batchSize=4",
                "--set",
                "learningRate.warmupSteps=1"));
        for (var one : more) {
            if (!one.startsWith("--") && !arguments.getLast().equals("--set")) {
                arguments.add("--set");
            }
            arguments.add(one);
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
