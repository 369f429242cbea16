package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.EpochOrder;
import io.github.data2vec4j.data.MemorySource;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.OneThread;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
@ExtendWith(OneThread.class)
class PretrainerTest {

    private static final AdamW.Config ADAM = new AdamW.Config(0.9, 0.99, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.01);
    private static final LearningRate RATE = LearningRate.cosine(0.01, 0.001, 2);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static Data2Vec model() {
        return Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3);
    }

    private static Pretrainer pretrainer(int loaderThreads, int batchesAhead) {
        return pretrainer(1, loaderThreads, batchesAhead);
    }

    private static Pretrainer pretrainer(int batchesPerStep, int loaderThreads, int batchesAhead) {
        return new Pretrainer(
                new Pretrainer.Config(5, batchesPerStep, 0, loaderThreads, batchesAhead),
                ADAM,
                RATE,
                Collapse.UNWATCHED);
    }

    private static Source source() {
        return TinyModality.source(7, 3);
    }

    /** The reports of a run and its last weights. */
    private record Outcome(List<StepReport> reports, List<Float> weights) {}

    private static Outcome run(long seed, int loaderThreads, int batchesAhead) throws InterruptedException {
        var reports = new ArrayList<StepReport>();
        try (var model = model()) {
            pretrainer(loaderThreads, batchesAhead)
                    .run(model, source(), seed, List.of(step -> reports.add(step.report())));
            var weights = new ArrayList<Float>();
            for (float value : model.parameters().values().toFloatArray()) {
                weights.add(value);
            }
            return new Outcome(reports, weights);
        }
    }

    @Test
    void listenersAreToldOfEveryStepInTheirOrder() throws Exception {
        var told = new ArrayList<String>();
        var steps = new ArrayList<TimedStep>();
        try (var model = model()) {
            pretrainer(2, 2)
                    .run(
                            model,
                            source(),
                            1,
                            List.of(step -> told.add("first " + step.report().step()), step -> {
                                told.add("second " + step.report().step());
                                steps.add(step);
                            }));
        }
        assertThat(told)
                .containsExactly(
                        "first 1",
                        "second 1",
                        "first 2",
                        "second 2",
                        "first 3",
                        "second 3",
                        "first 4",
                        "second 4",
                        "first 5",
                        "second 5");
        for (int i = 0; i < 5; i++) {
            var step = steps.get(i);
            assertThat(step.samples()).isEqualTo(3);
            assertThat(step.waitNanos()).isBetween(0L, step.totalNanos());
            assertThat(step.report().learningRate()).isEqualTo(RATE.over(5).at(i + 1));
            assertThat(step.report().masked()).isEqualTo(6);
            assertThat(step.report().positions()).isEqualTo(3 * TinyModality.TIME);
            assertThat(step.report().emaDecay())
                    .isEqualTo(TinyModality.method().ema().after(i + 1));
        }
    }

    // Five updates of two batches see what ten of one see.
    @Test
    void anUpdateMayHaveSeveralBatches() throws Exception {
        var seen = new ArrayList<Integer>();
        var spied = MemorySource.of(7, 3, new long[] {TinyModality.TIME, TinyModality.INPUT}, (sample, randomness) -> {
            seen.add(sample);
            return new float[TinyModality.TIME * TinyModality.INPUT];
        });
        var steps = new ArrayList<TimedStep>();
        try (var model = model()) {
            // One thread, so that nothing is seen out of its order.
            pretrainer(2, 1, 1).run(model, spied, 8, List.of(steps::add));
        }
        assertThat(steps).hasSize(5).allSatisfy(step -> {
            assertThat(step.samples()).isEqualTo(6);
            assertThat(step.report().masked()).isEqualTo(12);
            assertThat(step.report().positions()).isEqualTo(6 * TinyModality.TIME);
        });
        var order = new EpochOrder(Randomness.of(8), 7);
        for (int i = 0; i < 30; i++) {
            assertThat(seen.get(i)).isEqualTo((int) order.sampleAt(i));
        }
    }

    @Test
    void aCollapseEndsTheRunAfterItsStepWasTold() {
        var steps = new ArrayList<StepReport>();
        var pretrainer = new Pretrainer(new Pretrainer.Config(5, 1, 0, 2, 2), ADAM, RATE, new Collapse(1000, 0, 2, 1));
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            var alarm = catchThrowableOfType(
                    CollapseException.class,
                    () -> pretrainer.run(model, source(), 1, List.of(step -> steps.add(step.report()))));
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
            assertThat(steps).extracting(StepReport::step).containsExactly(1L, 2L, 3L);
            assertThat(alarm.report()).isEqualTo(steps.getLast());
            assertThat(alarm).hasMessageStartingWith("the representation collapsed at step 3: targets deviate");
        }
    }

    @Test
    void theLearningRateMustFitTheSteps() {
        var config = new Pretrainer.Config(5, 1, 0, 1, 1);
        assertThatThrownBy(() -> new Pretrainer(config, ADAM, LearningRate.cosine(0.01, 0.001, 5), Collapse.UNWATCHED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer than the run's 5 steps");
    }

    @Test
    void aRunIsAFunctionOfItsSeed() throws Exception {
        var first = run(8, 1, 1);
        assertThat(run(8, 1, 1).reports).isEqualTo(first.reports);
        assertThat(run(9, 1, 1).reports).isNotEqualTo(first.reports);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1", "2, 4"})
    void howSamplesAreLoadedChangesNothing(int loaderThreads, int batchesAhead) throws Exception {
        var simple = run(8, 1, 1);
        var other = run(8, loaderThreads, batchesAhead);
        assertThat(other.reports).isEqualTo(simple.reports);
        assertThat(other.weights).isEqualTo(simple.weights);
    }

    @Test
    void everythingButTheModelIsFreed() throws Exception {
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            var during = new ArrayList<Long>();
            pretrainer(2, 2)
                    .run(
                            model,
                            source(),
                            1,
                            List.of(step -> during.add(NativeMemory.now().tensors())));
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
            assertThat(during).as("no step leaves a tensor behind").containsOnly(during.getFirst());
            assertThat(during.getFirst()).as("the moments of the optimiser").isGreaterThan(before);
        }
    }

    @Test
    void anInterruptEndsTheRun() {
        var steps = new ArrayList<Long>();
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            assertThatThrownBy(() -> pretrainer(2, 2).run(model, source(), 1, List.of(step -> {
                        steps.add(step.report().step());
                        if (step.report().step() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    })))
                    .isInstanceOf(InterruptedException.class)
                    .hasNoSuppressedExceptions();
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        }
        assertThat(steps).containsExactly(1L, 2L);
    }

    @Test
    void aSampleThatCannotBeReadEndsTheRun() {
        Source broken =
                MemorySource.of(7, 3, new long[] {TinyModality.TIME, TinyModality.INPUT}, (sample, randomness) -> {
                    throw new BadSampleException("sample", sample + ".wav", "it is cut off");
                });
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            assertThatThrownBy(() -> pretrainer(2, 2).run(model, broken, 1, List.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching("cannot read sample \\d.wav: it is cut off")
                    .hasNoSuppressedExceptions();
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        }
    }

    @Test
    void aListenerThatFailsEndsTheRun() {
        try (var model = model()) {
            long before = NativeMemory.now().tensors();
            assertThatThrownBy(() -> pretrainer(2, 2).run(model, source(), 1, List.of(step -> {
                        throw new IllegalStateException("disk full");
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("disk full")
                    .hasNoSuppressedExceptions();
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, steps",
        "1, 0, 1, 1, batchesPerStep",
        "1, 1, 0, 1, loaderThreads",
        "1, 1, 1, -2, batchesAhead"
    })
    void everyNumberIsAtLeastOne(long steps, int batchesPerStep, int loaderThreads, int batchesAhead, String name) {
        assertThatThrownBy(() -> new Pretrainer.Config(steps, batchesPerStep, 0, loaderThreads, batchesAhead))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be at least 1, is ");
    }
}
