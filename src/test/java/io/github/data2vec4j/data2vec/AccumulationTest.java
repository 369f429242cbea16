package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.MaskSlot;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An update whose batches come one after the other. */
@ExtendWith(OneThread.class)
class AccumulationTest {

    private static final Method METHOD = new Method(
            new Targets(2, Targets.Layer.BLOCK_OUTPUT, List.of(Targets.Norm.LAYER), List.of(Targets.Norm.LAYER)),
            new RegressionLoss(2, null, RegressionLoss.Over.SUM_CHANNELS),
            new EmaDecay(0.5, 0.5, 0),
            0.01,
            Spared.NONE);

    private static final int[] ALL = {5, 2, 0, 3, 7, 1, 6, 4};

    /** Of sample n the first n % 4 + 1 positions are masked, and nothing is random. */
    private record MaskedByNumber(TinyModality tiny) implements Modality {

        @Override
        public Encoder encoder(Parameters at) {
            return tiny.encoder(at);
        }

        @Override
        public PredictionHead head(Parameters at) {
            return tiny.head(at);
        }

        @Override
        public boolean shares(Parameter parameter) {
            return tiny.shares(parameter);
        }

        @Override
        public int positions(long[] rowShape) {
            return tiny.positions(rowShape);
        }

        @Override
        public void draw(MaskSlot slot, Randomness randomness) {
            for (int row = 0; row < slot.rows(); row++) {
                int count = slot.plan().samples()[row] % 4 + 1;
                slot.mask(row).asSlice(0, count).fill((byte) 1);
            }
        }

        @Override
        public Views views(Batch batch) {
            return tiny.views(batch);
        }
    }

    /** What an update comes to. */
    private static final class Outcome {

        private final StepReport report;
        private final float[] gradients;
        private final float[] student;
        private final float[] teacher;

        private Outcome(StepReport report, float[] gradients, Data2Vec model) {
            this.report = report;
            this.gradients = gradients;
            this.student = model.parameters().values().toFloatArray();
            this.teacher = model.teacher().weights().values().toFloatArray();
        }
    }

    private static Outcome update(boolean sharesProjection, int[]... batches) throws InterruptedException {
        var modality = new MaskedByNumber(new TinyModality(0, sharesProjection));
        var source = TinyModality.source(8, 1).inBatches(batches);
        try (var model = Data2Vec.initialised(modality, METHOD, 3);
                var loader = new Loader(source, modality, Randomness.of(8), 1, 1, 1)) {
            var report = model.step(3, batches.length, loader::next, 0.25, descent(model), Randomness.of(8));
            return new Outcome(report, model.parameters().gradients().toFloatArray(), model);
        }
    }

    /** Plain gradient descent. */
    private static Optimizer descent(Data2Vec model) {
        return rate -> {
            try (var scope = Scope.open()) {
                var parameters = model.parameters();
                parameters
                        .values()
                        .copy_(parameters.values().sub(parameters.gradients().mul(rate)));
            }
        };
    }

    private static void requireSame(Outcome actual, Outcome expected) {
        var one = expected.report;
        assertThat(one.masked()).isEqualTo(2 + 3 + 1 + 4 + 4 + 2 + 3 + 1);
        assertThat(one.positions()).isEqualTo(8 * TinyModality.TIME);
        assertThat(one.gradientNorm()).as("it is clipped").isGreaterThan(0.1);

        assertThat(actual.report.masked()).isEqualTo(one.masked());
        assertThat(actual.report.positions()).isEqualTo(one.positions());
        assertThat(actual.report.loss()).isEqualTo(one.loss(), within(1e-6 * one.loss()));
        assertThat(actual.report.gradientNorm()).isEqualTo(one.gradientNorm(), within(1e-5 * one.gradientNorm()));
        assertThat(actual.report.targetDeviation()).isEqualTo(one.targetDeviation(), within(1e-6));
        assertThat(actual.report.predictionDeviation()).isEqualTo(one.predictionDeviation(), within(1e-6));
        assertThat(actual.report.emaDecay()).isEqualTo(one.emaDecay());
        assertThat(actual.report.step()).isEqualTo(3);
        // Clipped to the norm 0.01.
        assertThat(actual.gradients).containsExactly(expected.gradients, within(1e-8f));
        assertThat(actual.student).containsExactly(expected.student, within(1e-6f));
        assertThat(actual.teacher).containsExactly(expected.teacher, within(1e-6f));
    }

    // 6 and 14 masked positions: were the batches' means averaged, the first would count more than it should.
    @Test
    void twoBatchesAreOne() throws Exception {
        requireSame(update(false, new int[] {5, 2, 0}, new int[] {3, 7, 1, 6, 4}), update(false, ALL));
    }

    @Test
    void soAreFourAndEight() throws Exception {
        var expected = update(false, ALL);
        requireSame(update(false, new int[] {5}, new int[] {2, 0, 3}, new int[] {7, 1}, new int[] {6, 4}), expected);
        var singles = new int[8][];
        for (int i = 0; i < 8; i++) {
            singles[i] = new int[] {ALL[i]};
        }
        requireSame(update(false, singles), expected);
    }

    @Test
    void aSharedProjectionAddsUpToo() throws Exception {
        requireSame(update(true, new int[] {5, 2, 0}, new int[] {3, 7, 1, 6, 4}), update(true, ALL));
    }

    @Test
    void theTeacherFollowsOnceForAllBatches() throws Exception {
        var outcome = update(false, new int[] {5, 2, 0}, new int[] {3, 7, 1, 6, 4});
        try (var start = Data2Vec.initialised(new TinyModality(0), METHOD, 3)) {
            var before = start.teacher().weights().values().toDoubleArray();
            var student = start.parameters().values().toDoubleArray();
            assertThat(outcome.student).isNotEqualTo(start.parameters().values().toFloatArray());
            // Both stores begin with the encoder, in the same order.
            for (int i = 0; i < before.length; i++) {
                assertThat(before[i]).isEqualTo(student[i]);
                assertThat((double) outcome.teacher[i]).isEqualTo((before[i] + outcome.student[i]) / 2, within(1e-7));
            }
        }
    }

    // The third update of two batches has the batches 5 and 6 of the run, here with the same samples and masks.
    @Test
    void eachBatchHasItsOwnDropout() throws Exception {
        var modality = new MaskedByNumber(new TinyModality(0.5));
        try (var model = Data2Vec.initialised(modality, METHOD, 3);
                var loader =
                        new Loader(TinyModality.source(8, 1).inBatches(ALL), modality, Randomness.of(1), 1, 1, 1)) {
            double fifth = loss(model, loader, 5, 1);
            double sixth = loss(model, loader, 6, 1);
            assertThat(sixth).isNotEqualTo(fifth);
            assertThat(loss(model, loader, 3, 2)).isEqualTo((fifth + sixth) / 2, within(1e-9 * fifth));
        }
    }

    private static double loss(Data2Vec model, Loader loader, long step, int batches) throws InterruptedException {
        return model.step(step, batches, loader::next, 0, rate -> {}, Randomness.of(8))
                .loss();
    }

    @Test
    void oneBatchIsToTheBitAnUpdateWithGivenViews() throws Exception {
        var fed = update(false, ALL);
        var modality = new MaskedByNumber(new TinyModality(0));
        try (var model = Data2Vec.initialised(modality, METHOD, 3);
                var loader = new Loader(TinyModality.source(8, 1).inBatches(ALL), modality, Randomness.of(1), 1, 1, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var report = model.step(3, modality.views(batch), 0.25, descent(model));
            assertThat(report).isEqualTo(fed.report);
            assertThat(model.parameters().gradients().toFloatArray()).isEqualTo(fed.gradients);
            assertThat(model.parameters().values().toFloatArray()).isEqualTo(fed.student);
            assertThat(model.teacher().weights().values().toFloatArray()).isEqualTo(fed.teacher);
        }
    }

    @Test
    void everyBatchIsFreedBeforeTheNext() throws Exception {
        var source = TinyModality.source(8, 2);
        try (var model = Data2Vec.initialised(new TinyModality(0.1), METHOD, 3);
                var loader = new Loader(source, model.modality(), Randomness.of(1), 1, 1, 1)) {
            long before = NativeMemory.now().tensors();
            var during = new ArrayList<Long>();
            model.step(
                    1,
                    5,
                    () -> {
                        during.add(NativeMemory.now().tensors());
                        return loader.next();
                    },
                    0.1,
                    rate -> {},
                    Randomness.of(8));
            assertThat(during).containsExactly(before, before, before, before, before);
            assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        }
    }

    @Test
    void aBatchThatDoesNotComeEndsTheUpdateWithoutChangingAWeight() throws Exception {
        var source = TinyModality.source(8, 2);
        try (var model = Data2Vec.initialised(new TinyModality(0), METHOD, 3);
                var loader = new Loader(source, model.modality(), Randomness.of(1), 1, 1, 1)) {
            var before = model.parameters().values().toFloatArray();
            var left = new ArrayDeque<>(List.of(loader.next()));
            assertThatThrownBy(() -> model.step(1, 2, left::remove, 0.1, descent(model), Randomness.of(8)))
                    .isInstanceOf(NoSuchElementException.class);
            assertThat(model.parameters().values().toFloatArray()).isEqualTo(before);
        }
    }
}
