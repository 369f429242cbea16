package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.train.Pretrainer.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OneThread.class)
class SavedRunTest {

    private static final int STEPS = 12;
    private static final Checkpoints EVERY_THIRD = new Checkpoints(3, 2, 0);
    private static final AdamW.Config ADAM = new AdamW.Config(0.9, 0.99, 1e-6, AdamW.EpsilonAt.UNCORRECTED, 0.01);

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    /** What a run left behind. */
    private record End(Ending ending, long firstStep, List<Float> student, List<Float> teacher) {}

    private SavedRun saved(Checkpoints checkpoints) throws IOException {
        return SavedRun.in(folder, checkpoints, "seed: 1\n", complaints::add);
    }

    private static Pretrainer pretrainer() {
        return new Pretrainer(
                new Pretrainer.Config(STEPS, 2, 2, 2, 2),
                ADAM,
                LearningRate.cosine(0.01, 0.001, 2),
                Collapse.UNWATCHED);
    }

    /** Runs to the end, or until {@code lastStep} asks to stop. */
    private static End run(SavedRun saved, long lastStep) throws Exception {
        var pretrainer = pretrainer();
        var steps = new ArrayList<Long>();
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            StepListener stopper = step -> {
                steps.add(step.report().step());
                if (step.report().step() == lastStep) {
                    pretrainer.stop();
                }
            };
            var ending = pretrainer.run(model, TinyModality.source(7, 3), 5, saved, List.of(stopper));
            return new End(
                    ending,
                    steps.isEmpty() ? 0 : steps.getFirst(),
                    bits(model.parameters().values().toFloatArray()),
                    bits(model.teacher().weights().values().toFloatArray()));
        }
    }

    private static List<Float> bits(float[] values) {
        var all = new ArrayList<Float>();
        for (float value : values) {
            all.add(value);
        }
        return all;
    }

    private static End undisturbed(Path elsewhere) throws Exception {
        return run(SavedRun.none(elsewhere, EVERY_THIRD, ""), STEPS + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 11})
    void aRunThatWasStoppedEndsWithTheSameBits(long lastStep) throws Exception {
        var whole = undisturbed(folder.resolve("whole"));
        assertThat(run(saved(EVERY_THIRD), lastStep).ending).isEqualTo(Ending.STOPPED);

        var rest = run(saved(EVERY_THIRD), STEPS + 1);

        assertThat(rest.ending).isEqualTo(Ending.COMPLETE);
        assertThat(rest.firstStep).isEqualTo(lastStep + 1);
        assertThat(rest.student).isEqualTo(whole.student);
        assertThat(rest.teacher).isEqualTo(whole.teacher);
    }

    @Test
    void theNewestStayAndThoseOfEverySoManySteps() throws Exception {
        run(saved(new Checkpoints(2, 2, 4)), STEPS + 1);
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-4", "step-8", "step-10", "step-12");
        }
        assertThat(saved(EVERY_THIRD).step()).isEqualTo(12);
        assertThat(saved(EVERY_THIRD).configuration()).isEqualTo("seed: 1\n");
    }

    /** What can become of a file. */
    enum Damage {
        FLIPPED,
        CUT,
        MISSING,
        EMPTY
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                        "student.f32",
                        "teacher.f32",
                        "moment1.f32",
                        "moment2.f32",
                        "checkpoint.json",
                        "checkpoint.json.crc32c")
                .flatMap(file -> Stream.of(Damage.values()).map(damage -> Arguments.of(file, damage)));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aBrokenCheckpointIsNamedAndTheOneBeforeIsUsed(String name, Damage damage) throws Exception {
        run(saved(EVERY_THIRD), STEPS + 1);
        var newest = folder.resolve("step-12");
        damage(newest.resolve(name), damage);

        assertThat(saved(EVERY_THIRD).step()).isEqualTo(9);
        assertThat(complaints).hasSize(1);
        // The checksum's own file says only that it and the description differ.
        assertThat(complaints.getFirst())
                .startsWith("the checkpoint " + newest + " is broken and left out: " + name.replace(".crc32c", ""));
    }

    private static void damage(Path file, Damage damage) throws IOException {
        var bytes = Files.readAllBytes(file);
        switch (damage) {
            case FLIPPED -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
            case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case MISSING -> Files.delete(file);
            case EMPTY -> Files.write(file, new byte[0]);
        }
    }

    @Test
    void aFlippedBitOfTheDescriptionNeverPasses() throws Exception {
        run(saved(EVERY_THIRD), 3);
        var file = folder.resolve("step-3").resolve("checkpoint.json");
        var whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 13) {
            var bytes = whole.clone();
            bytes[i] ^= (byte) (1 << i % 8);
            Files.write(file, bytes);
            assertThatThrownBy(() -> saved(EVERY_THIRD))
                    .as("byte %d", i)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none of the checkpoints in " + folder + " can be used");
        }
    }

    @Test
    void aRunThatGoesOnBeforeABrokenCheckpointEndsWithTheSameBits() throws Exception {
        run(saved(new Checkpoints(3, 3, 0)), STEPS + 1);
        damage(folder.resolve("step-12/moment1.f32"), Damage.FLIPPED);
        damage(folder.resolve("step-9/teacher.f32"), Damage.FLIPPED);
        assertThat(saved(EVERY_THIRD).step()).isEqualTo(6);
        var whole = undisturbed(folder.resolve("whole"));

        assertThat(run(saved(EVERY_THIRD), STEPS + 1))
                .isEqualTo(new End(Ending.COMPLETE, 7, whole.student, whole.teacher));
        complaints.clear();
        assertThat(saved(EVERY_THIRD).step()).isEqualTo(12);
        assertThat(complaints).isEmpty();
    }

    // A run that began anew would replace them, and the work of days that may still be in them.
    @Test
    void whereAllAreBrokenNoneIsReplaced() throws Exception {
        run(saved(EVERY_THIRD), STEPS + 1);
        damage(folder.resolve("step-12/moment1.f32"), Damage.FLIPPED);
        damage(folder.resolve("step-9/teacher.f32"), Damage.MISSING);

        assertThatThrownBy(() -> saved(EVERY_THIRD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none of the checkpoints in " + folder + " can be used");
        assertThat(complaints).hasSize(2);
        assertThat(folder.resolve("step-12")).isDirectory();
    }

    @Test
    void anotherNumberOfThreadsIsTold() throws Exception {
        run(saved(EVERY_THIRD), 3);
        assertThat(saved(EVERY_THIRD).step()).isEqualTo(3);
        assertThat(complaints).isEmpty();

        try {
            Torch.setThreads(2);
            assertThat(saved(EVERY_THIRD).step()).isEqualTo(3);
        } finally {
            Torch.setThreads(1);
        }

        assertThat(complaints)
                .singleElement()
                .asString()
                .isEqualTo("the run goes on with 2 threads instead of 1; it may end with other bits");
    }

    // Otherwise the two broken ones would be the newest, which stay, and the good one would go.
    @Test
    void brokenCheckpointsDoNotCountAsKept() throws Exception {
        run(saved(new Checkpoints(3, 3, 0)), STEPS + 1);
        damage(folder.resolve("step-12/teacher.f32"), Damage.CUT);
        damage(folder.resolve("step-9/teacher.f32"), Damage.CUT);

        run(saved(EVERY_THIRD), 7);

        assertThat(saved(EVERY_THIRD).step()).isEqualTo(7);
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemoved() throws Exception {
        Files.createDirectory(folder.resolve("step-5.unfinished"));
        Files.write(folder.resolve("step-5.unfinished/student.f32"), new byte[100]);
        run(saved(EVERY_THIRD), 3);
        assertThat(folder.resolve("step-5.unfinished")).doesNotExist();
    }

    @Test
    void listenersHearOfEachCheckpoint() throws Exception {
        var told = new ArrayList<String>();
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            var listener = new StepListener() {
                @Override
                public void onStep(TimedStep step) {}

                @Override
                public void onCheckpoint(long step, Path place) {
                    assertThat(place.resolve("checkpoint.json")).exists();
                    told.add(step + " " + folder.relativize(place));
                }
            };
            var saved = SavedRun.none(folder, EVERY_THIRD, "");
            pretrainer().run(model, TinyModality.source(7, 3), 5, saved, List.of(listener));
        }
        assertThat(told).containsExactly("3 step-3", "6 step-6", "9 step-9", "12 step-12");
    }

    @Test
    void anInterruptedRunFreesAllAndLeavesWholeCheckpoints() throws Exception {
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            long before = NativeMemory.now().tensors();
            StepListener interrupter = step -> {
                if (step.report().step() == 4) {
                    Thread.currentThread().interrupt();
                }
            };
            var saved = SavedRun.none(folder, new Checkpoints(1, 20, 0), "");
            assertThatThrownBy(() -> pretrainer().run(model, TinyModality.source(7, 3), 5, saved, List.of(interrupter)))
                    .isInstanceOf(InterruptedException.class)
                    .hasNoSuppressedExceptions();
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        }
        assertThat(saved(EVERY_THIRD).step()).isBetween(3L, 4L);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aCheckpointSaysWhatItWasMadeBy() throws Exception {
        run(saved(EVERY_THIRD), 3);
        var header = JsonMapper.shared().readTree(Files.readString(folder.resolve("step-3/checkpoint.json")));
        assertThat(header.path("versions").path("libtorch").asString()).isEqualTo(Torch.version());
        assertThat(header.path("versions").path("java").asString())
                .isEqualTo(Runtime.version().toString());
        assertThat(header.path("versions").path("data2vec4j").asString()).isNotEmpty();
        assertThat(header.path("versions").path("threads").asInt()).isEqualTo(1);
    }

    @Test
    void whatWasBeingWrittenWhenItDiedIsNoCheckpoint() throws Exception {
        run(saved(EVERY_THIRD), 3);
        Files.move(folder.resolve("step-3"), folder.resolve("step-6.unfinished"));
        assertThat(saved(EVERY_THIRD).step()).isZero();
        assertThat(run(saved(EVERY_THIRD), STEPS + 1).ending).isEqualTo(Ending.COMPLETE);
        assertThat(saved(EVERY_THIRD).step()).isEqualTo(12);
    }

    @Test
    void otherDataIsRefused() throws Exception {
        run(saved(EVERY_THIRD), 3);
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            var saved = saved(EVERY_THIRD);
            assertThatThrownBy(() -> pretrainer().run(model, TinyModality.source(8, 3), 5, saved, List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not fit this run")
                    .hasMessageContaining("data of 8 samples");
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsTroubleAndNoEnd() throws Exception {
        var blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
        var trouble = new ArrayList<String>();
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            StepListener listener = new StepListener() {
                @Override
                public void onStep(TimedStep step) {}

                @Override
                public void onTrouble(String what) {
                    trouble.add(what);
                }
            };
            var saved = SavedRun.none(blocked, EVERY_THIRD, "");
            assertThat(pretrainer().run(model, TinyModality.source(7, 3), 5, saved, List.of(listener)))
                    .isEqualTo(Ending.COMPLETE);
        }
        assertThat(trouble).hasSize(4);
        var first = "the checkpoint of step 3 could not be written: " + blocked
                + " (FileAlreadyExistsException); the checkpoints before are as they were, training goes on, and it is"
                + " tried again";
        assertThat(trouble.getFirst()).isEqualTo(first);
        // Nothing comes after the last one.
        assertThat(trouble.getLast())
                .isEqualTo(first.replace("step 3", "step 12").replace(", training goes on, and it is tried again", ""));
    }
}
