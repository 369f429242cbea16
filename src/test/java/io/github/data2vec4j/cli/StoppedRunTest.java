package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.data2vec4j.torch.ChildJvm;
import io.github.data2vec4j.train.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in a process of their own that get signals, as from a terminal or from Slurm. */
class StoppedRunTest {

    private static final int LONG = 100_000;

    @TempDir
    private Path folder;

    private static ChildJvm.Running start(Path output, List<String> options, String... settings) throws IOException {
        var arguments = TinyRuns.pictureArguments(output, settings);
        arguments.addAll(options);
        return ChildJvm.of(Main.class, arguments.toArray(String[]::new))
                .option("-Djava.awt.headless=true")
                .environment("OMP_NUM_THREADS", "1")
                .start();
    }

    private static void signal(ChildJvm.Running run, String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(run.process().pid()))
                .start();
        assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> metrics(Path output) throws IOException {
        var file = output.resolve("metrics.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void awaitSteps(ChildJvm.Running run, Path output, int steps) throws Exception {
        while (run.process().isAlive() && metrics(output).size() < steps) {
            Thread.sleep(5);
        }
        assertThat(run.process().isAlive()).as(Files.readString(run.errors())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "USR2, 140"})
    void aSignalEndsItSavedAndItGoesOn(String signal, int status) throws Exception {
        // A shell starts what it puts into the background so, and its children inherit it.
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "this process was started to ignore SIGINT");
        var run = start(folder, List.of("--checkpoint-signal", "SIGUSR2"), "training.steps=" + LONG);
        awaitSteps(run, folder, 2);
        signal(run, signal);
        var result = run.await();

        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        int made = metrics(folder).size();
        assertThat(result.output())
                .contains("stopped after step " + made + " and saved; the same command goes on from there");
        assertThat(folder.resolve("checkpoints/step-" + made)).isDirectory();
        assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
                .last()
                .asString()
                .contains("\"kind\":\"stopped\"");
    }

    private static boolean isInterruptIgnored() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        } catch (NoSuchFileException e) {
            // Only Linux tells.
            return false;
        }
    }

    // An update of an hour, so that it cannot end by the first.
    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        var output = folder.resolve("run");
        var run = start(
                output,
                List.of(),
                "training.steps=" + LONG,
                "checkpoints.everySteps=1",
                "training.batchesPerStep=1000000");
        while (run.process().isAlive() && Files.notExists(output.resolve("events.jsonl"))) {
            Thread.sleep(5);
        }
        // The handlers are in place a moment after the run began.
        Thread.sleep(1000);
        signal(run, "TERM");
        assertThat(run.process().waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        signal(run, "TERM");

        assertThat(run.await().status()).isEqualTo(143);
        assertThat(output.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aSignalOnAFullDiskSaysThatNothingIsSaved() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"), 8192)) {
            stopsOn("No space left on device", disk.folder().resolve("run"), disk::fill);
        }
    }

    @Test
    void aSignalWithoutTheOutputFolderSaysThatNothingIsSaved() throws Exception {
        var output = folder.resolve("run");
        stopsOn(output.toString(), output, () -> {
            Files.move(output, folder.resolve("lost"));
            Files.writeString(output, "a file where the folder was");
        });
    }

    /** Makes a folder unusable. */
    @FunctionalInterface
    private interface Misfortune {
        void happens() throws Exception;
    }

    private static void stopsOn(String reason, Path output, Misfortune misfortune) throws Exception {
        var run = start(output, List.of(), "training.steps=" + LONG, "checkpoints.everySteps=" + LONG);
        awaitSteps(run, output, 2);
        misfortune.happens();
        signal(run, "TERM");
        var result = run.await();

        assertThat(result.status()).as(result.errors()).isEqualTo(Main.CHECK_FAILED);
        assertThat(result.errors())
                .contains(reason)
                .contains("d2v: stopped after step ")
                .contains("the same command begins anew, since nothing was saved")
                .doesNotContain("training goes on")
                .doesNotContain("at io.github");
        assertThat(result.output()).doesNotContain("and saved");
    }
}
