package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, gone or read-only for a while: training goes on, and nothing that was written is lost. */
@ExtendWith(OneThread.class)
class LostDiskTest {

    private static final int STEPS = 40;
    private static final Checkpoints EVERY_SECOND = new Checkpoints(2, 2, 0);

    @TempDir
    private Path temporary;

    private final List<String> trouble = new ArrayList<>();
    private final List<Long> saved = new ArrayList<>();

    /** What happens to the disk. */
    @FunctionalInterface
    private interface Event {
        void happen() throws Exception;
    }

    /** Tells of a run, and lets something happen after two of its steps. */
    private final class Witness implements StepListener {

        private final Event atStep5;
        private final Event atStep30;

        Witness(Event atStep5, Event atStep30) {
            this.atStep5 = atStep5;
            this.atStep30 = atStep30;
        }

        @Override
        public void onStep(TimedStep step) {
            try {
                if (step.report().step() == 5) {
                    atStep5.happen();
                } else if (step.report().step() == 30) {
                    atStep30.happen();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onCheckpoint(long step, Path folder) {
            saved.add(step);
        }

        @Override
        public void onTrouble(String what) {
            trouble.add(what);
        }
    }

    private void run(Path folder, Witness witness) throws Exception {
        Files.createDirectories(folder);
        var pretrainer = new Pretrainer(
                new Pretrainer.Config(STEPS, 1, 0, 1, 1),
                new AdamW.Config(0.9, 0.99, 1e-6, AdamW.EpsilonAt.CORRECTED, 0.01),
                LearningRate.cosine(0.01, 0.001, 2),
                Collapse.UNWATCHED);
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3);
                var metrics = MetricsFile.begin(folder.resolve("metrics.jsonl"))) {
            var place = SavedRun.none(folder.resolve("checkpoints"), EVERY_SECOND, "");
            pretrainer.run(model, TinyModality.source(7, 3), 5, place, List.of(metrics, witness));
        }
    }

    private static long newest(Path folder) throws IOException {
        var complaints = new ArrayList<String>();
        long step = SavedRun.in(folder.resolve("checkpoints"), EVERY_SECOND, "", complaints::add)
                .step();
        assertThat(complaints).isEmpty();
        return step;
    }

    /** Nothing is being written once a checkpoint is there and the next is not due. */
    private static void await(Path folder, long step) throws Exception {
        while (newest(folder) < step) {
            Thread.sleep(1);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("checkpoints"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFullDisk() throws Exception {
        try (var disk = SmallDisk.at(temporary.resolve("disk"), 512)) {
            var folder = disk.folder().resolve("run");
            var whileFull = new ArrayList<Long>();
            run(
                    folder,
                    new Witness(
                            () -> {
                                await(folder, 4);
                                disk.fill();
                            },
                            () -> {
                                whileFull.add(newest(folder));
                                assertThat(Files.readAllLines(folder.resolve("metrics.jsonl")))
                                        .hasSizeBetween(5, 29);
                                disk.free();
                            }));

            assertThat(whileFull).containsExactly(4L);
            assertThat(trouble).hasSizeGreaterThanOrEqualTo(4).allMatch(what -> what.contains("No space left"));
            assertThat(saved).startsWith(2L, 4L).endsWith(38L, 40L);
            assertThat(names(folder)).containsExactly("step-38", "step-40");
            assertThat(newest(folder)).isEqualTo(STEPS);
            assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(STEPS);
        }
    }

    @Test
    void aDiskThatIsReadOnly() throws Exception {
        try (var disk = SmallDisk.at(temporary.resolve("disk"), 512)) {
            var folder = disk.folder().resolve("run");
            run(
                    folder,
                    new Witness(
                            () -> {
                                await(folder, 4);
                                disk.remount("ro");
                            },
                            () -> disk.remount("rw")));

            assertThat(trouble).isNotEmpty().allMatch(what -> what.contains("Read-only file system"));
            assertThat(newest(folder)).isEqualTo(STEPS);
            assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(STEPS);
        }
    }

    @Test
    void aFolderThatIsRemoved() throws Exception {
        var folder = temporary.resolve("run");
        run(
                folder,
                new Witness(
                        () -> {
                            await(folder, 4);
                            deleteTree(folder);
                        },
                        () -> {}));

        assertThat(newest(folder)).isEqualTo(STEPS);
        assertThat(names(folder)).containsExactly("step-38", "step-40");
        // Lines begin again with the checkpoint that made the folder anew.
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSizeGreaterThanOrEqualTo(STEPS - 7);
    }

    @Test
    void metricsOnAFullDeviceWait() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        var folder = temporary.resolve("run");
        run(
                folder,
                new Witness(
                        () -> {
                            Files.delete(folder.resolve("metrics.jsonl"));
                            Files.createSymbolicLink(folder.resolve("metrics.jsonl"), full);
                        },
                        () -> Files.delete(folder.resolve("metrics.jsonl"))));
        // The listener that writes them comes first: those of steps 6 to 30 were held back.
        assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(STEPS - 5);
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> entries = Files.walk(root)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
