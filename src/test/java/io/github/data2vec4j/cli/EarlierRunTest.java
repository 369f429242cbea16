package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of one that was in its folder before. */
class EarlierRunTest {

    @TempDir
    private Path folder;

    private List<String> arguments() {
        return TinyRuns.pictureArguments(folder, "training.steps=4", "checkpoints.everySteps=2", "checkpoints.keep=2");
    }

    private CommandRun pictures(String... options) {
        return CommandRun.of(
                Stream.concat(arguments().stream(), Stream.of(options)).toArray(String[]::new));
    }

    private CommandRun picturesIn(Path data) {
        var arguments = arguments();
        arguments.set(arguments.indexOf("--data") + 1, data.toString());
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private void damage(String checkpoint) throws IOException {
        Files.write(folder.resolve("checkpoints").resolve(checkpoint).resolve("student.f32"), new byte[7]);
    }

    @Test
    void isNeverReplacedSinceItsCheckpointsAreBroken() throws IOException {
        pictures();
        damage("step-2");
        damage("step-4");
        Files.delete(folder.resolve("summary.txt"));

        var again = pictures();

        assertThat(again.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(again.err())
                .contains("step-4 is broken and left out: student.f32 has 7 bytes instead of ")
                .contains("step-2 is broken and left out: ")
                .contains("none of the checkpoints in " + folder.resolve("checkpoints") + " can be used")
                .contains("backup")
                .doesNotContain("at io.github");
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(4);
        assertThat(folder.resolve("checkpoints/step-4")).isDirectory();

        assertThat(pictures("--overwrite").status()).isZero();
    }

    @Test
    void goesOnBeforeABrokenCheckpointAndTellsThePageToo() throws IOException {
        pictures();
        damage("step-4");
        Files.delete(folder.resolve("summary.txt"));

        var again = pictures();

        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("going on after step 2");
        var broken = "step-4 is broken and left out: student.f32 has 7 bytes instead of ";
        assertThat(again.err()).contains(broken);
        assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
                .filteredOn(line -> line.contains("\"kind\":\"trouble\""))
                .singleElement()
                .asString()
                .contains("\"step\":2", broken);
    }

    @Test
    void doesNotGoOnWithOtherPicturesOfTheSameNumber(@TempDir Path pictures) throws IOException {
        var data = Files.createDirectory(pictures.resolve("data"));
        for (var name : List.of("a.jpg", "b.jpg", "c.jpg")) {
            Files.copy(Path.of("src/samples/pictures/fish/clownfish.jpg"), data.resolve(name));
        }
        picturesIn(data);
        Files.delete(folder.resolve("summary.txt"));
        // The same pictures at another place are the same.
        var moved = Files.move(data, pictures.resolve("moved"));
        assertThat(picturesIn(moved).status()).isZero();
        Files.delete(folder.resolve("summary.txt"));
        Files.move(moved.resolve("c.jpg"), moved.resolve("d.jpg"));

        var other = picturesIn(moved);

        assertThat(other.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(other.err())
                .contains("step-4 does not fit this run: it has no data of 3 samples, from a.jpg to d.jpg");
    }

    @Test
    void isNotTouchedByACommandWithAWrongSignal() {
        pictures();

        var wrong = pictures("--overwrite", "--checkpoint-signal", "NOSUCH");

        assertThat(wrong.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(wrong.err()).contains("the signal NOSUCH cannot be used");
        assertThat(folder.resolve("checkpoints/step-4")).isDirectory();
        assertThat(folder.resolve("summary.txt")).exists();
    }

    // Its weights beside another configuration would pass for those of the new run.
    @Test
    void leavesNoWeightsWhenItIsReplaced() {
        pictures();

        var replaced = pictures("--overwrite", "--set", "learningRate.peak=1e9", "--set", "training.maxSkippedSteps=0");

        assertThat(replaced.status()).isEqualTo(Main.CHECK_FAILED);
        assertThat(folder.resolve("model")).doesNotExist();
        assertThat(folder.resolve("teacher")).doesNotExist();
    }

    @Test
    void isWantedByResume() throws IOException {
        var none = pictures("--resume");
        assertThat(none.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(none.err()).contains("there is no run in " + folder + " to go on with");
        assertThat(folder.resolve("config.yaml")).doesNotExist();

        pictures();
        assertThat(pictures("--resume").out()).contains("is complete");
        Files.delete(folder.resolve("summary.txt"));
        var on = pictures("--resume");
        assertThat(on.status()).isZero();
        assertThat(on.out()).contains("going on after step 4");

        var both = pictures("--resume", "--overwrite");
        assertThat(both.status()).isEqualTo(Main.WRONG_INPUT);
        assertThat(both.err()).contains("mutually exclusive");
    }

    @Test
    void isLeftAloneWhileItsProcessLives() throws IOException {
        try (var lock = RunLock.on(folder)) {
            for (var option : List.of("--resume", "--overwrite")) {
                var second = pictures(option);

                assertThat(second.status()).isEqualTo(Main.WRONG_INPUT);
                assertThat(second.err())
                        .contains("another run writes to " + folder + " (process "
                                + ProcessHandle.current().pid() + " on ")
                        .contains("choose another --output");
                assertThat(folder.resolve("config.yaml")).doesNotExist();
            }
        }
        assertThat(pictures().status()).isZero();
    }
}
