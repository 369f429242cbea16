package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeacherTest {

    private static Group byDimension(Parameter parameter) {
        return parameter.dim() > 1 ? Group.DECAYED : Group.SPARED;
    }

    private final ParameterStore student = new ParameterStore();

    @AfterEach
    void close() {
        student.close();
    }

    /** Whatever was declared, the encoder adds one to its input and then gives back what it sees, times a parameter. */
    private record Scaling(Parameter factor) implements Encoder {

        @Override
        public Sequence embed(Input input) {
            return Sequence.of(input.samples().add(1));
        }

        @Override
        public List<LayerOutput> encode(Sequence sequence, @Nullable Mask mask, Mode mode) {
            assertThat(mask).as("the teacher sees everything").isNull();
            assertThat(mode).isEqualTo(Mode.EVALUATE);
            var output = sequence.positions().mul(factor.value());
            return List.of(new LayerOutput(output, output));
        }
    }

    /** What a teacher asks of a modality. */
    private record Declared(Function<Parameters, Encoder> encoder, Set<String> shared) implements GivenViews {

        @Override
        public Encoder encoder(Parameters at) {
            return encoder.apply(at);
        }

        @Override
        public boolean shares(Parameter parameter) {
            return shared.contains(parameter.name());
        }

        @Override
        public PredictionHead head(Parameters at) {
            throw new AssertionError("a teacher predicts nothing");
        }
    }

    // What the teacher has lies between what it lacks, in another order and so at other offsets.
    private void allocateStudent() {
        var model = student.root().at(Data2Vec.MODEL);
        model.parameter("a", Init.normal(1), 3, 5);
        student.root().at("local").parameter("x", Init.normal(1), 7);
        model.parameter("b", Init.normal(1), 17);
        student.root().at(Data2Vec.HEAD).parameter("y", Init.normal(1), 2, 2);
        model.parameter("c", Init.normal(1), 4, 4);
        model.parameter("d", Init.normal(1), 6);
        student.root().at("local").parameter("z", Init.normal(1), 3, 3);
        student.allocateTrainable(TeacherTest::byDimension);
        student.initialise(12);
    }

    private static Encoder declare(Parameters at) {
        at.parameter("c", Init.zeros(), 4, 4);
        at.parameter("a", Init.zeros(), 3, 5);
        var factor = at.parameter("d", Init.zeros(), 6);
        at.parameter("b", Init.zeros(), 17);
        return new Scaling(factor);
    }

    private Teacher teacher(String... shared) {
        allocateStudent();
        return teacher(TeacherTest::declare, shared);
    }

    private Teacher teacher(Function<Parameters, Encoder> encoder, String... shared) {
        return new Teacher(student, new Declared(encoder, Set.of(shared)), TeacherTest::byDimension);
    }

    private static Map<String, double[]> values(ParameterStore store) {
        var all = new HashMap<String, double[]>();
        for (var parameter : store.parameters()) {
            all.put(parameter.name(), parameter.value().toDoubleArray());
        }
        return all;
    }

    @Test
    void startsAsACopyOfWhatBothHave() {
        try (var teacher = teacher()) {
            var own = values(teacher.weights());
            assertThat(own).containsOnlyKeys("model.a", "model.b", "model.c", "model.d");
            own.forEach((name, value) -> assertThat(value)
                    .as(name)
                    .isEqualTo(values(student).get(name))
                    .doesNotContain(0));
        }
    }

    @Test
    void followsByTheMovingAverage() {
        try (var teacher = teacher()) {
            var expected = values(teacher.weights());
            double[] decays = {0.9, 0.5, 0.999, 0, 0.25, 1, 0.99};
            for (int step = 0; step < decays.length; step++) {
                Torch.manualSeed(step);
                student.values().normal_(0, 2);
                var followed = values(student);
                var before = student.values().toFloatArray();

                teacher.follow(decays[step]);

                assertThat(student.values().toFloatArray())
                        .as("the student stays")
                        .isEqualTo(before);
                for (var parameter : teacher.weights().parameters()) {
                    var average = Objects.requireNonNull(expected.get(parameter.name()));
                    var latest = Objects.requireNonNull(followed.get(parameter.name()));
                    for (int i = 0; i < average.length; i++) {
                        average[i] = decays[step] * average[i] + (1 - decays[step]) * latest[i];
                    }
                    assertThat(parameter.value().toDoubleArray())
                            .as("step %d, %s", step, parameter)
                            .containsExactly(average, within(2e-6));
                }
            }
        }
    }

    @Test
    void aDecayOfOneChangesNoBitAndOneOfZeroCopies() {
        try (var teacher = teacher()) {
            var before = values(teacher.weights());
            student.values().normal_(0, 1);
            teacher.follow(1);
            values(teacher.weights()).forEach((name, value) -> assertThat(value).isEqualTo(before.get(name)));
            teacher.follow(0);
            values(teacher.weights())
                    .forEach((name, value) ->
                            assertThat(value).isEqualTo(values(student).get(name)));
        }
    }

    @Test
    void learnsNothing() {
        try (var teacher = teacher();
                var scope = Scope.open()) {
            assertThat(teacher.weights().parameters())
                    .noneMatch(parameter -> parameter.value().requiresGrad());

            var input = Tensors.ones(DType.FLOAT32, 2, 3, 6).requiresGrad(true);
            var layers = teacher.layers(Sequence.of(input));

            assertThat(layers).hasSize(1);
            assertThat(layers.getFirst().block().requiresGrad()).isFalse();
            assertThat(layers.getFirst().block().select(0, 0).select(0, 0).toDoubleArray())
                    .isEqualTo(values(student).get("model.d"));
            assertThat(input.mul(2).requiresGrad()).as("gradients are on again").isTrue();
        }
    }

    @Test
    void closingFreesItsWeightsOnly() {
        allocateStudent();
        long before = NativeMemory.now().tensors();
        var teacher = teacher(TeacherTest::declare);
        assertThat(NativeMemory.now().tensors()).isGreaterThan(before);
        teacher.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @Test
    void goesOnFromWhatTheStudentMadeUnlessItHasAnInputOfItsOwn() {
        try (var teacher = teacher();
                var scope = Scope.open()) {
            var factor = values(student).get("model.d");
            var input = Input.of(Tensors.zeros(DType.FLOAT32, 1, 1, 6));
            var embedded = Sequence.of(Tensors.full(2, DType.FLOAT32, 1, 1, 6).requiresGrad(true));

            var shared = teacher.layers(null, embedded).getFirst().block();
            assertThat(shared.toDoubleArray())
                    .isEqualTo(Arrays.stream(factor).map(one -> 2 * one).toArray());
            assertThat(shared.requiresGrad()).isFalse();

            var own = teacher.layers(input, embedded).getFirst().block();
            assertThat(own.toDoubleArray()).isEqualTo(factor);
            assertThat(own.requiresGrad()).isFalse();
        }
    }

    // ------------------------------------------------------------------------------------------- shared parameters

    @Test
    void sharedParametersAreTheStudentsAndOthersLag() {
        try (var teacher = teacher("model.b", "model.c")) {
            var weights = teacher.weights();
            assertThat(weights.parameters())
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrder("model.a", "model.b", "model.c", "model.d");
            assertThat(weights.own()).extracting(Parameter::name).containsExactly("model.a", "model.d");
            assertThat(weights.parameter("model.b")).isSameAs(student.parameter("model.b"));

            var start = values(weights);
            assertThat(start.get("model.a")).isEqualTo(values(student).get("model.a"));
            student.values().normal_(0, 2);
            var moved = values(student);
            var seen = values(weights);
            for (var name : new String[] {"model.b", "model.c"}) {
                assertThat(seen.get(name)).as(name).isEqualTo(moved.get(name)).isNotEqualTo(start.get(name));
            }
            for (var name : new String[] {"model.a", "model.d"}) {
                assertThat(seen.get(name)).as(name).isEqualTo(start.get(name));
            }

            teacher.follow(0.75);

            assertThat(values(student))
                    .as("the student stays")
                    .usingRecursiveComparison()
                    .isEqualTo(moved);
            for (var name : new String[] {"model.a", "model.d"}) {
                var expected = Objects.requireNonNull(start.get(name)).clone();
                var latest = Objects.requireNonNull(moved.get(name));
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = 0.75 * expected[i] + 0.25 * latest[i];
                }
                assertThat(weights.parameter(name).value().toDoubleArray())
                        .as(name)
                        .containsExactly(expected, within(2e-6));
            }
        }
    }

    @Test
    void learnsNothingOfSharedParametersEither() {
        try (var teacher = teacher("model.d");
                var scope = Scope.open()) {
            assertThat(teacher.weights().parameter("model.d").value().requiresGrad())
                    .isTrue();
            var layers = teacher.layers(Sequence.of(Tensors.ones(DType.FLOAT32, 2, 3, 6)));
            assertThat(layers.getFirst().block().requiresGrad()).isFalse();
        }
    }

    @Test
    void closingLeavesTheStudentWhatIsShared() {
        allocateStudent();
        var before = values(student);
        long tensors = NativeMemory.now().tensors();
        var teacher = teacher(TeacherTest::declare, "model.a", "model.d");
        teacher.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(tensors);
        assertThat(values(student)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void mayShareEverything() {
        try (var teacher = teacher("model.a", "model.b", "model.c", "model.d")) {
            student.values().normal_(0, 1);
            teacher.follow(0.5);
            assertThat(teacher.weights().own()).isEmpty();
            values(teacher.weights())
                    .forEach((name, value) ->
                            assertThat(value).isEqualTo(values(student).get(name)));
        }
    }

    @Test
    void aStudentHasAllThatItsTeacherHas() {
        allocateStudent();
        assertThatThrownBy(() -> teacher(at -> new Scaling(at.parameter("e", Init.zeros(), 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter is named model.e");
        assertThatThrownBy(() -> teacher(at -> new Scaling(at.parameter("d", Init.zeros(), 2, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the teacher's model.d[2, 3] is the student's model.d[6]");
        assertThatThrownBy(() -> teacher(at -> new Scaling(at.parameter("d", Init.zeros(), 2, 3)), "model.d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model.d[2, 3] cannot be shared: it is model.d[6] there");
    }
}
