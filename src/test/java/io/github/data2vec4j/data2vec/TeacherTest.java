package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeacherTest {

    private static boolean isMatrix(Parameter parameter) {
        return parameter.dim() > 1;
    }

    private final ParameterStore student = new ParameterStore();

    @AfterEach
    void close() {
        student.close();
    }

    /** Whatever was declared, the encoder gives back what it sees, times the first parameter. */
    private record Scaling(Parameter factor) implements Encoder {

        @Override
        public Tensor embed(Tensor input) {
            return input;
        }

        @Override
        public List<LayerOutput> encode(Tensor sequence, @Nullable Mask mask, Mode mode) {
            assertThat(mask).as("the teacher sees everything").isNull();
            assertThat(mode).isEqualTo(Mode.EVALUATE);
            var output = sequence.mul(factor.value());
            return List.of(new LayerOutput(output, output));
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
        student.allocateTrainable(TeacherTest::isMatrix);
        student.initialise(12);
    }

    private static Encoder declare(Parameters at) {
        at.parameter("c", Init.zeros(), 4, 4);
        at.parameter("a", Init.zeros(), 3, 5);
        var factor = at.parameter("d", Init.zeros(), 6);
        at.parameter("b", Init.zeros(), 17);
        return new Scaling(factor);
    }

    private Teacher teacher() {
        allocateStudent();
        return new Teacher(student, TeacherTest::declare, TeacherTest::isMatrix);
    }

    private static Map<String, double[]> values(ParameterStore store) {
        var all = new HashMap<String, double[]>();
        for (var parameter : store.parameters()) {
            all.put(parameter.name(), parameter.value().toDoubleArray());
        }
        return all;
    }

    @Test
    void startsAsACopyOfWhatItShares() {
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
            var layers = teacher.layers(input);

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
        var teacher = new Teacher(student, TeacherTest::declare, TeacherTest::isMatrix);
        assertThat(NativeMemory.now().tensors()).isGreaterThan(before);
        teacher.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @Test
    void aStudentHasAllThatItsTeacherHas() {
        allocateStudent();
        assertThatThrownBy(() -> new Teacher(
                        student, at -> new Scaling(at.parameter("e", Init.zeros(), 2)), TeacherTest::isMatrix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter is named model.e");
        assertThatThrownBy(() -> new Teacher(
                        student, at -> new Scaling(at.parameter("d", Init.zeros(), 2, 3)), TeacherTest::isMatrix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the teacher's model.d[2, 3] is the student's model.d[6]");
    }
}
