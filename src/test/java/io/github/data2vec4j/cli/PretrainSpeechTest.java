package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.hub.AudioHub;
import io.github.data2vec4j.hub.SafetensorsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class PretrainSpeechTest {

    private static final String SPEECH = "src/samples/speech";

    // Frames of 40 samples, 400 a second.
    private static final String CONFIG = """
            modality: speech
            seed: 1
            model:
              convolutions:
                - {channels: 8, kernel: 10, stride: 5}
                - {channels: 8, kernel: 3, stride: 2}
                - {channels: 8, kernel: 4, stride: 4}
              convolutionKernel: matrix-products
              positionLayers: 2
              positionKernel: 3
              positionGroups: 2
              layers: 2
              width: 16
              heads: 2
              feedForwardWidth: 32
              normEpsilon: 1.0e-5
              maskToken: true
              projectionDropout: 0.0
              dropout: 0.1
              attentionDropout: 0.1
              activationDropout: 0.0
              layerDrop: 0.05
            teacher: {sharesPositions: true}
            masking: {maskProbability: 0.65, maskLength: 10, minMasks: 1, counts: fewest, maskDropout: 0.0}
            utterances: {sampleRate: 16000, minSamples: 16000}
            batches: {maxSamples: 160000, cropSamples: 16000}
            reading: {maxBadShare: 0.0, shuffleWindow: 4096}
            method:
              targets: {topLayers: 2, layer: feed-forward-output, layerNorms: [instance], finalNorms: []}
              loss: {beta: 0.0, scale: null, reduction: sum-channels}
              ema: {start: 0.99, end: 0.999, annealSteps: 300}
              clipNorm: 0.0
              spared: {vectors: false, names: []}
            optimizer: {beta1: 0.9, beta2: 0.98, epsilon: 1.0e-6, epsilonAt: uncorrected, weightDecay: 0.01}
            learningRate:
              {schedule: tri-stage, start: 5.0e-6, peak: 5.0e-4, minimum: 5.0e-6, warmupSteps: 1, holdSteps: 1}
            collapse: {targetFloor: 0.1, predictionFloor: 0.01, afterSteps: 100, positions: 100}
            checkpoints: {everySteps: 100, keep: 1, keepEverySteps: 0}
            tracking: {tensorBoard: false, scalarEverySteps: 1, histogramEverySteps: 0, previewEverySteps: 0}
            training: {steps: 4, batchesPerStep: 1, maxSkippedSteps: 2, loaderThreads: 2, batchesAhead: 2}
            """;

    @TempDir
    private Path folder;

    private CommandRun pretrain(String data, String... overrides) throws IOException {
        var config = Files.writeString(folder.resolve("speech.yaml"), CONFIG);
        var arguments = new ArrayList<>(List.of(
                "pretrain",
                config.toString(),
                "--data",
                data,
                "--output",
                folder.resolve("run").toString()));
        for (var override : overrides) {
            arguments.addAll(override.startsWith("--") ? List.of(override, "none.json") : List.of("--set", override));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    // 60 utterances of 143 seconds; all are cropped to a second, so that each batch holds ten of them. The 4 updates of
    // 3 batches go twice through the data.
    @Test
    void pretrainsOnTheSampleSpeech() throws IOException {
        var run = pretrain(SPEECH, "training.batchesPerStep=3");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("data2vec on 60 utterances, 2.4 minutes: 4 steps, 2.0 times through the data")
                .contains("Too few steps to tell");
        var lines = Files.readAllLines(folder.resolve("run").resolve("metrics.jsonl"));
        assertThat(lines).hasSize(4);
        for (var line : lines) {
            var step = JsonMapper.shared().readTree(line);
            assertThat(step.path("samples").asInt()).isEqualTo(30);
            // 16,000 samples are 3199, then 1599, then 399 frames.
            assertThat(step.path("positions").asInt()).isEqualTo(30 * 399);
            assertThat(step.path("masked").asDouble() / (30 * 399)).isBetween(0.3, 0.55);
        }
    }

    @Test
    void writesStudentAndTeacherAsHuggingFaceReadsThem() throws IOException {
        pretrain(SPEECH);

        for (var name : List.of("model", "teacher")) {
            var encoder = folder.resolve("run").resolve(name);
            var config = AudioHub.read(encoder.resolve("config.json"));
            assertThat(config.width()).isEqualTo(16);
            assertThat(config.convolutions()).hasSize(3);
            try (var weights = SafetensorsReader.open(encoder.resolve("model.safetensors"))) {
                // What the teacher shares is written with it too.
                assertThat(weights.tensors())
                        .containsKeys(
                                "masked_spec_embed",
                                "feature_extractor.conv_layers.2.conv.weight",
                                "encoder.pos_conv_embed.layers.1.conv.weight",
                                "encoder.layers.1.final_layer_norm.bias")
                        .doesNotContainKey("head.weight");
            }
        }
        assertThat(ConfigFile.read(folder.resolve("run").resolve("config.yaml"), List.of())
                        .bind(SpeechRun.class)
                        .batches()
                        .cropSamples())
                .isEqualTo(16_000);
    }

    @Test
    void saysHowManyUtterancesAreTooShort() throws IOException {
        // Two and a half seconds.
        var run = pretrain(SPEECH, "utterances.minSamples=40000");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("data2vec on \\d+ utterances, [0-9.]+ minutes \\(\\d+ more are shorter than"
                        + " utterances.minSamples\\): 4 steps");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            utterances.minSamples=400   | must be long enough that masking leaves something to see; of 400 samples, 9 frames, it may not
            batches.cropSamples=400     | must be long enough that masking leaves something to see; of 400 samples, 9 frames, it may not
            batches.maxSamples=15999    | cropSamples must be at least 1 and maxSamples not below it, but they are 16000 and 15999
            method.targets.topLayers=3  | must be at most model.layers, 2, is 3
            learningRate.holdSteps=3    | must be below training.steps, 4, together, are 4
            learningRate.minimum=0.0    | minimum must be above 0 for tri-stage
            model.heads=3               | width 16 cannot be shared by 3 heads
            model.positionKernel=4      | positionKernel must be odd and above 0, is 4
            model.projectionDropout=1.0 | projectionDropout is in [0, 1), not 1.0
            model.convolutions=[]       | convolutions must not be empty
            """)
    void namesWhatDoesNotGoTogether(String override, String reason) throws IOException {
        var run = pretrain(SPEECH, override);

        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains(reason).doesNotContain("at io.github");
    }

    @Test
    void namesDataThatIsMissing() throws IOException {
        var run = pretrain("no/such");
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("no/such").doesNotContain("at io.github");
    }

    // As finding the data shows already.
    @Test
    void aRecordingThatIsBrokenCountsOnceHoweverItsFolderIsSpelt() throws IOException {
        var recordings = Files.createDirectory(folder.resolve("recordings"));
        for (var name : List.of("01-boy-apple-boat.wav", "02-yesterday-man-lamp.wav")) {
            Files.copy(Path.of(SPEECH, "amy", name), recordings.resolve(name));
        }
        Files.writeString(recordings.resolve("broken.wav"), "no recording");
        var overrides = new String[] {
            "reading.maxBadShare=0.34", "checkpoints.everySteps=1", "checkpoints.keep=4", "training.steps=4"
        };
        pretrain(recordings.toString(), overrides);
        try (var last = Files.walk(folder.resolve("run/checkpoints/step-4"))) {
            for (var file : last.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        var resumed = pretrain(recordings.resolve("../recordings").toString(), overrides);
        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.out()).contains("going on after step 3", "cannot be read: 1, listed in ");
        assertThat(Files.readAllLines(folder.resolve("run/bad-samples.tsv")))
                .singleElement()
                .asString()
                .contains("broken.wav\t2\t");
    }

    @Test
    void hasNoTokenizer() throws IOException {
        var run = pretrain(SPEECH, "--tokenizer");
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err()).contains("--tokenizer is for text only");
    }

    @Test
    void namesAManifestThatTellsAnotherLength() throws IOException {
        var manifest = folder.resolve("train.tsv");
        Files.writeString(manifest, Path.of(SPEECH).toAbsolutePath() + "\namy/01-boy-apple-boat.wav\t17000\n");
        var run = pretrain(manifest.toString());
        assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(run.err())
                .contains("01-boy-apple-boat.wav")
                .contains("but 17000 are expected; if a list says so, write that anew")
                .doesNotContain("at io.github");
    }
}
