package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.torch.ChildJvm;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.SavedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs of the command line that are killed (SIGKILL) at random moments, many of them while a checkpoint is written, and
 * started again until they are done. {@code make chaos} makes 40 of each kind.
 */
class ChaosTest {

    private static final int RUNS = Integer.getInteger("data2vec4j.chaos.runs", 1);
    private static final int KILLS = 3;
    private static final int STEPS = 12;
    private static final String NEWEST = "step-" + STEPS;
    private static final Checkpoints AS_SET = new Checkpoints(1, 2, 0);
    // Big enough that a checkpoint of every step is being written most of the time.
    private static final String[] SETTINGS = {
        "training.steps=" + STEPS,
        "model.width=128",
        "model.feedForwardWidth=512",
        "checkpoints.everySteps=1",
        "checkpoints.keep=2"
    };

    @TempDir
    private Path folder;

    private int kills;
    private int whileWriting;
    private int whileRemoving;
    private int beforeTheFirst;

    /** Kinds of input. */
    enum Kind {
        VISION(0),
        SPEECH(1000),
        TEXT(2000);

        private final long firstSeed;

        Kind(long firstSeed) {
            this.firstSeed = firstSeed;
        }
    }

    private ChildJvm.Running start(Kind kind, Path output) throws IOException {
        return ChildJvm.of(
                        Main.class,
                        TinyRuns.arguments(kind.name().toLowerCase(Locale.ROOT), output, folder, SETTINGS)
                                .toArray(String[]::new))
                .option("-Djava.awt.headless=true")
                .environment("OMP_NUM_THREADS", "1")
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsKilledAndStartedAgainEndsWithTheSameBits(Kind kind) throws Exception {
        var whole = folder.resolve("whole");
        var undisturbed = start(kind, whole).await();
        assertThat(undisturbed.status()).as(undisturbed.errors()).isZero();

        for (int i = 0; i < RUNS; i++) {
            var output = folder.resolve("run" + i);
            untilDone(kind, output, new SplittableRandom(kind.firstSeed + i));
            compare(output, whole);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d runs, killed %d times: %d while a checkpoint was written, %d while one was removed, %d before"
                        + " there was one; all ended with the same bits%n",
                kind,
                RUNS,
                kills,
                whileWriting,
                whileRemoving,
                beforeTheFirst);
    }

    private void untilDone(Kind kind, Path output, SplittableRandom random) throws Exception {
        for (int life = 0; life < KILLS; life++) {
            var child = start(kind, output);
            boolean killed = awaitMoment(child.process(), output, random);
            child.process().destroyForcibly();
            var result = child.await();
            if (!killed) {
                assertThat(result.status()).as(result.errors()).isZero();
                return;
            }
            kills++;
            look(output);
        }
        var last = start(kind, output).await();
        assertThat(last.status()).as(last.errors()).isZero();
        assertThat(last.errors()).isEmpty();
    }

    /** Waits for a moment that chance decides; whether the run was still going then. */
    private static boolean awaitMoment(Process process, Path output, SplittableRandom random)
            throws IOException, InterruptedException {
        long written = saved(output) + random.nextInt(4);
        boolean whenWriting = random.nextInt(4) > 0;
        if (random.nextInt(5) == 0) {
            // Anywhere in the life of a JVM, its start and its look for checkpoints too.
            return !process.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
        }
        while (process.isAlive()
                && (saved(output) < written
                        || (whenWriting && unfinished(output).isEmpty()))) {
            Thread.sleep(1);
        }
        return !process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
    }

    private void look(Path output) throws IOException {
        long newest = saved(output);
        var unfinished = unfinished(output);
        whileWriting += unfinished.stream().anyMatch(step -> step > newest) ? 1 : 0;
        whileRemoving += unfinished.stream().anyMatch(step -> step <= newest) ? 1 : 0;
        beforeTheFirst += newest == 0 ? 1 : 0;
        var complaints = new ArrayList<String>();
        var found = SavedRun.in(output.resolve("checkpoints"), AS_SET, "", complaints::add);
        // It may well tell that the runs have one thread, and this test more.
        assertThat(complaints).noneMatch(complaint -> complaint.contains("is broken"));
        assertThat(found.step()).isEqualTo(newest);
    }

    /** The newest checkpoint that can be seen, or 0. */
    private static long saved(Path output) throws IOException {
        return names(output).stream()
                .filter(name -> name.matches("step-\\d+"))
                .mapToLong(ChaosTest::step)
                .max()
                .orElse(0);
    }

    private static List<Long> unfinished(Path output) throws IOException {
        return names(output).stream()
                .filter(name -> name.endsWith(".unfinished"))
                .map(ChaosTest::step)
                .toList();
    }

    private static long step(String name) {
        return Long.parseLong(name.replaceAll("\\D", ""));
    }

    private static List<String> names(Path output) throws IOException {
        var checkpoints = output.resolve("checkpoints");
        if (Files.notExists(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(checkpoints)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static void compare(Path output, Path whole) throws IOException {
        for (var file : List.of(
                "model/model.safetensors",
                "teacher/model.safetensors",
                "checkpoints/" + NEWEST + "/student.f32",
                "checkpoints/" + NEWEST + "/teacher.f32",
                "checkpoints/" + NEWEST + "/moment1.f32",
                "checkpoints/" + NEWEST + "/moment2.f32")) {
            assertThat(output.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(names(output)).containsExactlyInAnyOrder("step-" + (STEPS - 1), NEWEST);
    }
}
