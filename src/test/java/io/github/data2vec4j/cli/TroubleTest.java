package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.SampleMemoryException;
import io.github.data2vec4j.torch.ChildJvm;
import io.github.data2vec4j.train.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when a run meets trouble, and what is left of the run. */
class TroubleTest {

    @TempDir
    private Path folder;

    private static CommandRun pictures(Path output, String... settings) {
        return CommandRun.of(TinyRuns.pictureArguments(output, settings).toArray(String[]::new));
    }

    @Test
    void aLearningRateThatBreaksTheWeights() throws Exception {
        var run = pictures(
                folder,
                "training.steps=100",
                "learningRate.peak=1e9",
                "training.maxSkippedSteps=3",
                "checkpoints.everySteps=1",
                "checkpoints.keep=20");

        assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("STOPPED: steps ")
                .contains("training.maxSkippedSteps is 3")
                .contains("gradients that are not finite: model.embeddings.")
                .contains("samples: src/samples/pictures/")
                .contains("lower learningRate.peak")
                .contains("the same command goes on after step");
        assertThat(folder.resolve("summary.txt")).doesNotExist();
        var lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
        assertThat(lines.subList(lines.size() - 4, lines.size())).allMatch(line -> line.contains("\"skipped\":true"));
        assertThat(lines.getFirst()).contains("\"skipped\":false");
        // Nothing was saved while updates were skipped.
        assertThat(folder.resolve("checkpoints/step-" + (lines.size() - 3))).doesNotExist();

        var again = pictures(
                folder,
                "training.steps=100",
                "learningRate.peak=1e9",
                "training.maxSkippedSteps=4",
                "checkpoints.everySteps=1",
                "checkpoints.keep=20");
        assertThat(again.out()).contains("going on after step ").contains("training.maxSkippedSteps is 4");
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(lines.size() + 1);
    }

    @Test
    void aMaskingThatIsTooSparseIsNamed() {
        var speech = TinyRuns.speechArguments(
                folder.resolve("speech"), "masking.maskProbability=1e-9", "masking.minMasks=0");
        var text = TinyRuns.textArguments(folder.resolve("text"), folder, "masking.probability=1e-9");
        for (var arguments : List.of(speech, text)) {
            var run = CommandRun.of(arguments.toArray(String[]::new));
            assertThat(run.status()).isEqualTo(Main.WRONG_INPUT);
            assertThat(run.err())
                    .contains("d2v: nothing ", "Mask more, in the group masking of the configuration.")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aSampleThatIsTooBigIsNotBlamedOnTheBatches() {
        var failure = new SampleMemoryException("talk.mp3", new OutOfMemoryError("Java heap space"));
        assertThat(Complaint.words(failure))
                .startsWith("there is not enough memory to read talk.mp3: Java heap space\n")
                .contains("D2V_JAVA_OPTS=-Xmx8g", "segments")
                .doesNotContain("batches");
    }

    // The first checkpoint fits, the second does not beside it, and the weights in the end do not either.
    @Test
    void aDiskThatIsTooSmall() throws Exception {
        String[] settings = {"training.steps=6", "checkpoints.everySteps=2", "checkpoints.keep=1", "model.width=64"};
        var elsewhere = folder.resolve("elsewhere");
        assertThat(pictures(elsewhere, settings).status()).isZero();
        long kilobytes = size(elsewhere.resolve("checkpoints/step-6")) / 1024;

        try (var disk = SmallDisk.at(folder.resolve("disk"), (int) (kilobytes * 5 / 4))) {
            var output = disk.folder().resolve("run");
            var run = pictures(output, settings);

            assertThat(run.status()).isEqualTo(Main.CHECK_FAILED);
            assertThat(run.err())
                    .contains("d2v: the checkpoint of step 4 could not be written: No space left on device; the"
                            + " checkpoints before are as they were")
                    .contains("the run came to its end, but not all of it could be written: ")
                    .contains("No space left on device; once it can be, the same command goes on after step 2")
                    .doesNotContain("at io.github");
            assertThat(output.resolve("checkpoints/step-2")).isDirectory();
            assertThat(output.resolve("summary.txt")).doesNotExist();

            disk.remount("size=64m");
            var again = pictures(output, settings);
            assertThat(again.status()).as(again.err()).isZero();
            assertThat(again.out()).contains("going on after step 2");
            for (var file : List.of("model/model.safetensors", "teacher/model.safetensors")) {
                assertThat(output.resolve(file)).hasSameBinaryContentAs(elsewhere.resolve(file));
            }
            assertThat(Files.readAllLines(output.resolve("metrics.jsonl"))).hasSize(6);
        }
    }

    private static long size(Path place) throws Exception {
        try (var files = Files.list(place)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    // Such as by a run that could write its last checkpoint, and no more.
    @Test
    void aFinishedRunWithoutItsMetricsAndResults() throws Exception {
        pictures(folder, "training.steps=2");
        Files.delete(folder.resolve("metrics.jsonl"));
        Files.delete(folder.resolve("summary.txt"));
        Files.delete(folder.resolve("model/model.safetensors"));

        var again = pictures(folder, "training.steps=2");

        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("going on after step 2").contains("No step is on record.");
        assertThat(folder.resolve("model/model.safetensors")).exists();
    }

    // With less room for addresses than activations take.
    @Test
    void aBatchThatDoesNotFitIntoMemory() throws Exception {
        var result = ChildJvm.of(
                        Main.class,
                        TinyRuns.pictureArguments(
                                        folder.resolve("run"),
                                        "training.steps=2",
                                        "batches.size=3000",
                                        "model.width=768",
                                        "model.feedForwardWidth=3072")
                                .toArray(String[]::new))
                .option("-Xmx256m")
                .option("-XX:ReservedCodeCacheSize=64m")
                .option("-XX:CompressedClassSpaceSize=64m")
                .environment("OMP_NUM_THREADS", "1")
                .underLimits("-v 5000000")
                .run();

        assertThat(result.errors())
                .contains("d2v: not enough memory for step 1, in a batch of [3000, 3, 32, 32]: ")
                .containsPattern("you tried to allocate [0-9]+ bytes")
                .contains("Lower batches.size, and raise training.batchesPerStep")
                .doesNotContain("at io.github");
        assertThat(result.status()).isEqualTo(Main.WRONG_INPUT);
    }

    // The batch's numbers alone take 4 GB.
    @Test
    void aHeapThatIsTooSmall() throws Exception {
        var result = ChildJvm.of(
                        Main.class,
                        TinyRuns.pictureArguments(folder.resolve("run"), "training.steps=2", "batches.size=1000000000")
                                .toArray(String[]::new))
                .option("-Xmx128m")
                .environment("OMP_NUM_THREADS", "1")
                .run();

        assertThat(result.errors())
                .contains("d2v: the JVM has not enough memory: ")
                .contains("D2V_JAVA_OPTS=-Xmx")
                .doesNotContain("at io.github");
        assertThat(result.status()).isEqualTo(Main.WRONG_INPUT);
    }
}
