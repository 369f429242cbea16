package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.train.AdamW;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(OneThread.class)
class Data2VecTest {

    private static final int BATCH = 4;
    private static final AdamW.Config ADAM = new AdamW.Config(0.9, 0.99, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.01);

    /** What a run comes to. */
    private record Outcome(List<StepReport> reports, List<Float> student, List<Float> teacher) {}

    private static Outcome run(long initSeed, long runSeed) throws InterruptedException {
        var reports = new ArrayList<StepReport>();
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), initSeed);
                var adam = new AdamW(model.parameters(), ADAM);
                var loader = new Loader(always(0, 3, 1, 2), model.modality(), Randomness.of(runSeed), 1, 1, 1)) {
            for (long step = 1; step <= 4; step++) {
                reports.add(model.step(step, 1, loader::next, 0.01, adam, Randomness.of(runSeed)));
            }
            return new Outcome(
                    reports, bits(model.parameters()), bits(model.teacher().weights()));
        }
    }

    private static List<Float> bits(ParameterStore store) {
        var all = new ArrayList<Float>();
        for (float value : store.values().toFloatArray()) {
            all.add(value);
        }
        return all;
    }

    private static Source always(int... samples) {
        return TinyModality.source(10, 1).inBatches(samples);
    }

    @Test
    void stateStepAndSeedDetermineEveryBit() throws Exception {
        var first = run(3, 5);
        var second = run(3, 5);
        assertThat(second.reports).isEqualTo(first.reports);
        assertThat(second.student).isEqualTo(first.student);
        assertThat(second.teacher).isEqualTo(first.teacher);
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        var reports = run(3, 5).reports;
        assertThat(run(3, 6).reports.getFirst().loss())
                .as("masks and dropout")
                .isNotEqualTo(reports.getFirst().loss());
        assertThat(run(4, 5).reports.getFirst().loss())
                .as("weights")
                .isNotEqualTo(reports.getFirst().loss());
    }

    @Test
    void masksChangeWithTheBatchAndDropoutWithTheStep() throws Exception {
        try (var model = Data2Vec.initialised(new TinyModality(0.1), TinyModality.method(), 3)) {
            var first = stepWithoutLearning(model, 1, 1);
            assertThat(stepWithoutLearning(model, 1, 1))
                    .as("gradients of the step before are gone")
                    .isEqualTo(first);
            assertThat(stepWithoutLearning(model, 2, 1).loss()).isNotEqualTo(first.loss());
            assertThat(stepWithoutLearning(model, 1, 2).loss()).isNotEqualTo(first.loss());
        }
    }

    private static StepReport stepWithoutLearning(Data2Vec model, long step, long batch) throws InterruptedException {
        try (var loader = new Loader(always(0, 3, 1, 2), model.modality(), Randomness.of(1), batch, 1, 1)) {
            return model.step(step, 1, loader::next, 0, learningRate -> {}, Randomness.of(5));
        }
    }

    @Test
    void theReportSaysWhatTheStepWas() throws Exception {
        try (var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 3);
                var adam = new AdamW(model.parameters(), ADAM);
                var loader = new Loader(TinyModality.source(10, BATCH), model.modality(), Randomness.of(1), 1, 1, 1)) {
            var report = model.step(6, 1, loader::next, 0.125, adam, Randomness.of(1));
            assertThat(report.step()).isEqualTo(6);
            assertThat(report.learningRate()).isEqualTo(0.125);
            // From 0.9 to 0.99 over 10 updates, after 6 of them.
            assertThat(report.emaDecay()).isEqualTo(0.954, within(1e-12));
            assertThat(report.masked()).isEqualTo(2 * BATCH);
            assertThat(report.positions()).isEqualTo(TinyModality.TIME * BATCH);
            assertThat(report.maskedShare()).isEqualTo(1 / 3.0);
            assertThat(report.loss()).isPositive();
            assertThat(report.targetDeviation()).isBetween(0.1, 1.5);
            assertThat(report.predictionDeviation()).isPositive();
        }
    }

    @Test
    void aBatchThatIsSeenAgainAndAgainIsLearnt() throws Exception {
        try (var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 3);
                var adam = new AdamW(model.parameters(), ADAM);
                var loader = new Loader(TinyModality.source(10, BATCH), model.modality(), Randomness.of(1), 1, 1, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            var views = model.modality().views(batch);
            var losses = new ArrayList<Double>();
            for (int step = 1; step <= 30; step++) {
                losses.add(model.step(step, views, 0.01, adam).loss());
            }
            assertThat(losses.getLast()).isLessThan(0.3 * losses.getFirst());
        }
    }

    // ----------------------------------------------------------------------------------------- a step by hand

    private static final double[][] W = {{1, 2}, {-1, 0.5}};
    private static final double[][] H = {{0.5, -1}, {2, 1}};
    private static final double[] TOKEN = {0.25, -0.5};
    private static final double[][] POSITIONS = {{1, 0}, {2, -1}, {-3, 1}};
    private static final boolean[] MASKED = {false, true, true};

    /**
     * Positions do not see each other: one matrix for all, a token for those that are masked, another matrix as head.
     */
    private record Pointwise() implements GivenViews {

        @Override
        public Encoder encoder(Parameters at) {
            var token = at.parameter("token", Init.zeros(), 2);
            var matrix = Linear.withoutBias(at, 2, 2, Init.zeros());
            return new Encoder() {
                @Override
                public Sequence embed(Input input) {
                    return Sequence.of(input.samples());
                }

                @Override
                public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
                    var all = sequence.positions();
                    var output = matrix.apply(mask == null ? all : mask.replace(all, token.value()));
                    return List.of(new LayerOutput(output, output));
                }
            };
        }

        @Override
        public PredictionHead head(Parameters at) {
            return Linear.withoutBias(at, 2, 2, Init.zeros())::apply;
        }

        @Override
        public boolean shares(Parameter parameter) {
            return false;
        }
    }

    private static Data2Vec pointwise(double clipNorm) {
        var method = new Method(
                new Targets(1, Targets.Layer.BLOCK_OUTPUT, List.of(), List.of()),
                new RegressionLoss(0, 1.0, RegressionLoss.Over.SUM_CHANNELS),
                new EmaDecay(0.75, 0.75, 0),
                clipNorm,
                Spared.NONE);
        return Data2Vec.startingFrom(new Pointwise(), method, parameters -> {
            set(parameters, "model.token", TOKEN);
            set(parameters, "model.weight", W[0][0], W[0][1], W[1][0], W[1][1]);
            set(parameters, "head.weight", H[0][0], H[0][1], H[1][0], H[1][1]);
        });
    }

    private static void set(ParameterStore parameters, String name, double... values) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var value = parameters.parameter(name).value();
            value.detach().copy_(Tensors.of(values, values.length).reshape(value.shape()));
        }
    }

    private static double[] of(ParameterStore parameters, String name) {
        return parameters.parameter(name).value().toDoubleArray();
    }

    private static Views views(double[][] positions) {
        var input = Input.of(positions(positions));
        return new Views(input, input, Mask.of(MASKED, 1, 3));
    }

    private static Tensor positions(double[][] positions) {
        var floats = new float[positions.length * 2];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) positions[i / 2][i % 2];
        }
        return Tensors.of(floats, 1, positions.length, 2);
    }

    private static double[] times(double[][] matrix, double... vector) {
        return new double[] {
            matrix[0][0] * vector[0] + matrix[0][1] * vector[1], matrix[1][0] * vector[0] + matrix[1][1] * vector[1]
        };
    }

    // The loss is sum over masked p of |H W token - W x_p|^2 / 2, so with the errors e_p, s their sum and
    // a = W token: dH = s a^T, da = H^T s, dW = da token^T, dtoken = W^T da. The targets have no gradient.
    @ParameterizedTest
    @CsvSource({"0", "1.5"})
    void aStepByHand(double clipNorm) {
        var a = times(W, TOKEN);
        var guess = times(H, a);
        double loss = 0;
        var s = new double[2];
        for (int p = 0; p < 3; p++) {
            if (MASKED[p]) {
                var target = times(W, POSITIONS[p]);
                for (int c = 0; c < 2; c++) {
                    loss += Math.pow(guess[c] - target[c], 2) / 2;
                    s[c] += guess[c] - target[c];
                }
            }
        }
        var da = new double[] {H[0][0] * s[0] + H[1][0] * s[1], H[0][1] * s[0] + H[1][1] * s[1]};
        var dH = new double[] {s[0] * a[0], s[0] * a[1], s[1] * a[0], s[1] * a[1]};
        var dW = new double[] {da[0] * TOKEN[0], da[0] * TOKEN[1], da[1] * TOKEN[0], da[1] * TOKEN[1]};
        var dToken = new double[] {W[0][0] * da[0] + W[1][0] * da[1], W[0][1] * da[0] + W[1][1] * da[1]};
        double squares = 0;
        for (var gradient : new double[][] {dH, dW, dToken}) {
            for (double one : gradient) {
                squares += one * one;
            }
        }
        double norm = Math.sqrt(squares);
        double factor = clipNorm == 0 ? 1 : clipNorm / norm;

        try (var model = pointwise(clipNorm);
                var scope = Scope.open()) {
            // Plain gradient descent.
            Optimizer descent = rate -> model.parameters()
                    .values()
                    .copy_(model.parameters()
                            .values()
                            .sub(model.parameters().gradients().mul(rate)));

            var report = model.step(1, views(POSITIONS), 0.5, descent);

            assertThat(report.loss()).isEqualTo(loss, within(1e-5 * loss));
            assertThat(report.gradientNorm()).isEqualTo(norm, within(1e-5 * norm));
            var tolerance = within(1e-5 * norm);
            assertThat(of(model.parameters(), "head.weight"))
                    .containsExactly(descended(new double[] {0.5, -1, 2, 1}, dH, 0.5 * factor), tolerance);
            var endW = descended(new double[] {1, 2, -1, 0.5}, dW, 0.5 * factor);
            assertThat(of(model.parameters(), "model.weight")).containsExactly(endW, tolerance);
            var endToken = descended(TOKEN, dToken, 0.5 * factor);
            assertThat(of(model.parameters(), "model.token")).containsExactly(endToken, tolerance);

            var teacher = model.teacher().weights();
            assertThat(teacher.parameters())
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrder("model.token", "model.weight");
            assertThat(of(teacher, "model.weight"))
                    .containsExactly(average(new double[] {1, 2, -1, 0.5}, endW), tolerance);
            assertThat(of(teacher, "model.token")).containsExactly(average(TOKEN, endToken), tolerance);
            // The same prediction at both masked positions; their targets are W x = (0, -2.5) and (-1, 3.5).
            assertThat(report.predictionDeviation()).isEqualTo(1e-3, within(1e-6));
            assertThat(report.targetDeviation())
                    .isEqualTo((Math.sqrt(0.5 + 1e-6) + Math.sqrt(18 + 1e-6)) / 2, within(1e-5));
        }
    }

    private static double[] descended(double[] from, double[] gradient, double rate) {
        var to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] -= rate * gradient[i];
        }
        return to;
    }

    private static double[] average(double[] teacher, double[] student) {
        var average = new double[teacher.length];
        for (int i = 0; i < average.length; i++) {
            average[i] = 0.75 * teacher[i] + 0.25 * student[i];
        }
        return average;
    }

    @Test
    void targetsAtPositionsThatAreNotMaskedDoNotCount() {
        var elsewhere = new double[][] {{-7, 5}, POSITIONS[1], POSITIONS[2]};
        var masked = new double[][] {POSITIONS[0], POSITIONS[1], {-3, 1.5}};
        var loss = firstLoss(POSITIONS);
        assertThat(firstLoss(elsewhere)).isEqualTo(loss);
        assertThat(firstLoss(masked)).isNotEqualTo(loss);
    }

    private static double firstLoss(double[][] positions) {
        try (var model = pointwise(0);
                var scope = Scope.open()) {
            return model.step(1, views(positions), 0, rate -> {}).loss();
        }
    }

    // ---------------------------------------------------------------------------------------------- sharing

    // In the first update the teacher is a copy, so that it makes the same of its own projection and of the student's.
    @Test
    void aSharedProjectionIsLearntAsAnotherIs() throws Exception {
        var own = firstGradients(new TinyModality(0, false));
        assertThat(firstGradients(new TinyModality(0, true))).isEqualTo(own).isNotEqualTo(new float[own.length]);
    }

    private static float[] firstGradients(TinyModality modality) throws InterruptedException {
        try (var model = Data2Vec.initialised(modality, TinyModality.method(), 3);
                var loader = new Loader(TinyModality.source(10, BATCH), model.modality(), Randomness.of(1), 1, 1, 1)) {
            model.step(1, 1, loader::next, 0, rate -> {}, Randomness.of(5));
            return model.parameters().gradients().toFloatArray();
        }
    }

    @Test
    void aTeacherSeesAtOnceWhatTheStudentLearntOfSharedParameters() throws Exception {
        try (var model = Data2Vec.initialised(new TinyModality(0, true), TinyModality.method(), 3);
                var adam = new AdamW(model.parameters(), ADAM);
                var loader = new Loader(TinyModality.source(10, BATCH), model.modality(), Randomness.of(1), 1, 1, 1)) {
            var start = model.parameters()
                    .parameter("model.projection.weight")
                    .value()
                    .toFloatArray();
            var teacher = model.teacher().weights();
            assertThat(teacher.own())
                    .extracting(Parameter::name)
                    .contains("model.token", "model.layer.1.wide.weight")
                    .doesNotContain("model.projection.weight", "model.projection.bias");

            model.step(1, 1, loader::next, 0.1, adam, Randomness.of(5));

            var learnt = model.parameters()
                    .parameter("model.projection.weight")
                    .value()
                    .toFloatArray();
            assertThat(learnt).isNotEqualTo(start);
            assertThat(teacher.parameter("model.projection.weight").value().toFloatArray())
                    .isEqualTo(learnt);
            // Where it lags, the weight moves by about the learning rate, and the teacher by a tenth of that.
            var token = teacher.parameter("model.token").value().toFloatArray();
            assertThat(token)
                    .isNotEqualTo(
                            model.parameters().parameter("model.token").value().toFloatArray());
        }
    }

    // -------------------------------------------------------------------------------------------------- ends

    @Test
    void closingFreesStudentAndTeacher() {
        long before = NativeMemory.now().tensors();
        Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 1).close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    // The leak check of all tests sees what is left.
    @Test
    void aStartThatFailsLeavesNothing() {
        assertThatThrownBy(() -> Data2Vec.startingFrom(new TinyModality(0), TinyModality.method(), parameters -> {
                    throw new IllegalStateException("no such file");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no such file");
    }

    @Test
    void moreTargetLayersThanTheEncoderHas() throws Exception {
        var tooMany = new Method(
                new Targets(3, Targets.Layer.BLOCK_OUTPUT, List.of(), List.of()),
                TinyModality.method().loss(),
                TinyModality.method().ema(),
                0,
                Spared.NONE);
        try (var model = Data2Vec.initialised(new TinyModality(0), tooMany, 1);
                var loader = new Loader(TinyModality.source(4, 2), model.modality(), Randomness.of(1), 1, 1, 1)) {
            assertThatThrownBy(() -> model.step(1, 1, loader::next, 0, rate -> {}, Randomness.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("targets of the top 3 layers, but the encoder has 2");
        }
    }
}
