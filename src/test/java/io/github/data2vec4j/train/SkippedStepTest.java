package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.data2vec4j.data.ForwardingSource;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.MemorySource;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.OneThread;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates whose loss or gradients are not finite, since a sample is not. */
@ExtendWith(OneThread.class)
class SkippedStepTest {

    private static final int STEPS = 12;
    private static final AdamW.Config ADAM = new AdamW.Config(0.9, 0.99, 1e-6, AdamW.EpsilonAt.UNCORRECTED, 0.01);
    private static final Checkpoints EVERY_STEP = new Checkpoints(1, 3, 0);

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    /** A step, and all that it could have changed, after it. */
    private record After(TimedStep step, List<Integer> state) {}

    private static MemorySource source(float broken, int[]... batches) {
        return MemorySource.of(9, 2, new long[] {TinyModality.TIME, TinyModality.INPUT}, (sample, randomness) -> {
                    var values = new float[TinyModality.TIME * TinyModality.INPUT];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) Math.sin(sample * 31 + i);
                    }
                    if (sample == 8) {
                        values[3] = broken;
                    }
                    return values;
                })
                .inBatches(batches);
    }

    private static MemorySource everyThirdBroken() {
        return source(Float.NaN, new int[] {0, 1}, new int[] {2, 3}, new int[] {8, 4});
    }

    private static Pretrainer pretrainer(int batchesPerStep, int maxSkipped) {
        return new Pretrainer(
                new Pretrainer.Config(STEPS, batchesPerStep, maxSkipped, 1, 1),
                ADAM,
                LearningRate.cosine(0.01, 0.001, 2),
                Collapse.UNWATCHED);
    }

    private static Data2Vec model() {
        return Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3);
    }

    private static List<Integer> state(Data2Vec model) {
        var bits = new ArrayList<Integer>();
        for (var flat :
                List.of(model.parameters().values(), model.teacher().weights().values())) {
            for (float value : flat.toFloatArray()) {
                bits.add(Float.floatToRawIntBits(value));
            }
        }
        return bits;
    }

    private static List<After> run(Source source, int batchesPerStep, int maxSkipped) throws Exception {
        var all = new ArrayList<After>();
        try (var model = model()) {
            pretrainer(batchesPerStep, maxSkipped)
                    .run(model, source, 5, List.of(step -> all.add(new After(step, state(model)))));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 3e38f})
    void aStepThatIsNotFiniteChangesNothing(float broken) throws Exception {
        var all = run(source(broken, new int[] {0, 1}, new int[] {2, 3}, new int[] {8, 4}), 1, 1);

        assertThat(all).hasSize(STEPS);
        for (int i = 0; i < STEPS; i++) {
            boolean isBroken = i % 3 == 2;
            assertThat(all.get(i).step.report().isSkipped())
                    .as("step %d", i + 1)
                    .isEqualTo(isBroken);
            if (i > 0) {
                assertThat(all.get(i).state.equals(all.get(i - 1).state))
                        .as("step %d", i + 1)
                        .isEqualTo(isBroken);
            }
        }
    }

    // With the moments and the count of updates untouched too, the steps after one that was skipped are those that
    // would have come had it never been tried, at the same place of the schedules.
    @Test
    void theMomentsAreUntouched() throws Exception {
        try (var model = model();
                var adam = new AdamW(model.parameters(), ADAM)) {
            var source = everyThirdBroken();
            var loader = new Loader(source, model.modality(), Randomness.of(5), 1, 1, 1);
            try (loader) {
                for (int step = 1; step <= 3; step++) {
                    var before = List.of(
                            adam.firstMoment().toFloatArray(),
                            adam.secondMoment().toFloatArray());
                    model.step(step, 1, new TimedFeed(loader), 0.01, adam, Randomness.of(5));
                    assertThat(Arrays.equals(before.get(0), adam.firstMoment().toFloatArray()))
                            .isEqualTo(step == 3);
                    assertThat(Arrays.equals(before.get(1), adam.secondMoment().toFloatArray()))
                            .isEqualTo(step == 3);
                }
            }
        }
    }

    @Test
    void oneBrokenBatchOfSeveralSkipsTheStep() throws Exception {
        var all = run(source(Float.NaN, new int[] {0, 1}, new int[] {8, 3}, new int[] {2, 4}, new int[] {5, 6}), 2, 1);
        assertThat(all).extracting(after -> after.step.report().isSkipped()).startsWith(true, false, true, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 6, 9, 11})
    void aRunThatWasStoppedEndsWithTheSameBits(long lastStep) throws Exception {
        var whole = run(everyThirdBroken(), 1, 1).getLast().state;

        try (var model = model()) {
            var pretrainer = pretrainer(1, 1);
            StepListener stopper = step -> {
                if (step.report().step() == lastStep) {
                    pretrainer.stop();
                }
            };
            pretrainer.run(model, everyThirdBroken(), 5, saved(), List.of(stopper));
        }
        assertThat(saved().step()).isEqualTo(lastStep);
        try (var model = model()) {
            pretrainer(1, 1).run(model, everyThirdBroken(), 5, saved(), List.of());
            assertThat(state(model)).isEqualTo(whole);
        }
        assertThat(complaints).isEmpty();
    }

    private SavedRun saved() throws Exception {
        return SavedRun.in(folder, EVERY_STEP, "", complaints::add);
    }

    @Test
    void tooManyInARowEndTheRunWithNames() throws Exception {
        var named = new NamedSource(source(
                Float.NaN, new int[] {0, 1}, new int[] {2, 3}, new int[] {8, 4}, new int[] {5, 8}, new int[] {8, 6}));
        var told = new ArrayList<Object>();
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            var listener = new StepListener() {
                @Override
                public void onStep(TimedStep step) {
                    told.add(step.report().step());
                }

                @Override
                public void onAlarm(AlarmException alarm) {
                    told.add(alarm);
                }
            };
            var alarm = catchThrowableOfType(
                    NonFiniteException.class, () -> pretrainer(1, 2).run(model, named, 5, saved(), List.of(listener)));

            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
            assertThat(alarm)
                    .hasMessageStartingWith(
                            "steps 3 to 5 had a loss or gradients that are not finite (now loss NaN,"
                                    + " gradient norm NaN), and training.maxSkippedSteps is 2. Nothing was updated since step 2.")
                    .hasMessageContaining(
                            "gradients that are not finite: model.projection.weight, model.projection.bias, ")
                    .hasMessageContaining("samples: cats/8.jpg, cats/6.jpg\n")
                    .hasMessageContaining("All weights are finite, the largest is ");
            assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, alarm);
        }
        assertThat(saved().step())
                .as("the last one before updates were skipped")
                .isEqualTo(2);
    }

    @Test
    void noneIsForgivenWhereNoneMayBe() throws Exception {
        try (var model = model()) {
            assertThatThrownBy(() -> pretrainer(1, 0).run(model, everyThirdBroken(), 5, List.of()))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageStartingWith("step 3 had a loss");
        }
    }

    @Test
    void onlyTheBatchWithTheBrokenLossIsSuspected() throws Exception {
        var source = source(Float.NaN, new int[] {0, 1}, new int[] {8, 3}, new int[] {2, 4});
        try (var model = model()) {
            assertThatThrownBy(() -> pretrainer(3, 0).run(model, source, 5, List.of()))
                    .hasMessageContaining("samples: sample 8, sample 3\n");
        }
    }

    @Test
    void weightsThatAreBrokenAreTold() throws Exception {
        try (var model = model()) {
            var first = model.parameters().own().getFirst();
            StepListener breaker = step -> model.parameters()
                    .values()
                    .segment()
                    .setAtIndex(ValueLayout.JAVA_FLOAT, model.parameters().offset(first), Float.POSITIVE_INFINITY);
            assertThatThrownBy(() -> pretrainer(1, 1).run(model, source(0, new int[] {0, 1}), 5, List.of(breaker)))
                    .hasMessageStartingWith("steps 2 to 3 had")
                    .hasMessageContaining("Weights are not finite either, first those of " + first.name() + ":")
                    .hasMessageContaining("learningRate.peak");
        }
    }

    /** Samples with the names of files. */
    private static final class NamedSource extends ForwardingSource {

        NamedSource(MemorySource samples) {
            super(samples);
        }

        @Override
        public String name(int sample) {
            return "cats/" + sample + ".jpg";
        }
    }
}
