package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.train.Pretrainer.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                new Pretrainer.Config(STEPS, 2, 2, 2), ADAM, LearningRate.cosine(0.01, 0.001, 2), Collapse.UNWATCHED);
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

    @ParameterizedTest
    @ValueSource(strings = {"flipped", "cut", "missing", "header cut", "header missing"})
    void aBrokenCheckpointIsNamedAndTheOneBeforeIsUsed(String how) throws Exception {
        run(saved(EVERY_THIRD), STEPS + 1);
        var newest = folder.resolve("step-12");
        var file = newest.resolve(how.startsWith("header") ? "checkpoint.json" : "teacher.f32");
        var bytes = Files.readAllBytes(file);
        switch (how) {
            case "flipped" -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
            case "cut", "header cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            default -> Files.delete(file);
        }

        assertThat(saved(EVERY_THIRD).step()).isEqualTo(9);
        assertThat(complaints).hasSize(1);
        assertThat(complaints.getFirst()).contains(newest.toString()).contains("is broken");
        assertThat(run(saved(EVERY_THIRD), STEPS + 1).student).isEqualTo(undisturbed(folder.resolve("whole")).student);
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
        assertThat(trouble).hasSize(4).allMatch(what -> what.startsWith("a checkpoint could not be written"));
    }
}
