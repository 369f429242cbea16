package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.ParameterStore.Group;
import io.github.data2vec4j.nn.ParameterStore.Range;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterStoreTest {

    private final ParameterStore store = new ParameterStore();

    @AfterEach
    void close() {
        store.close();
    }

    // Five parameters with 1, 15, 17, 8 and 16 elements; those of more than one dimension decay.
    private void declareFive() {
        var root = store.root();
        root.parameter("one", Init.ones(), 1);
        root.at("part").parameter("matrix", Init.normal(1), 3, 5);
        root.at("part").at(2).parameter("vector", Init.normal(1), 17);
        root.parameter("cube", Init.normal(1), 2, 2, 2);
        root.parameter("row", Init.normal(1), 16);
    }

    private void allocateFive() {
        declareFive();
        store.allocateTrainable(parameter -> parameter.dim() > 1);
    }

    @Test
    void namesArePathsInTheOrderOfDeclaration() {
        declareFive();
        assertThat(store.parameters())
                .extracting(Parameter::name)
                .containsExactly("one", "part.matrix", "part.2.vector", "cube", "row");
        assertThat(store.parameter("part.matrix").shape()).containsExactly(3, 5);
        assertThat(store.parameter("part.matrix").numel()).isEqualTo(15);
        assertThat(store.numel()).isEqualTo(1 + 15 + 17 + 8 + 16);
    }

    @Test
    void groupsAreContiguousAndPaddedTo16Floats() {
        allocateFive();
        assertThat(store.range(Group.DECAYED)).isEqualTo(new Range(0, 16 + 16));
        assertThat(store.range(Group.SPARED)).isEqualTo(new Range(32, 16 + 32 + 16));
        assertThat(store.parameters().stream().map(store::offset)).containsExactly(32L, 0L, 48L, 16L, 80L);
        assertThat(store.values().numel()).isEqualTo(96);
        assertThat(store.gradients().numel()).isEqualTo(96);
    }

    @Test
    void everyParameterAndGradientLiesAtAMultipleOf64Bytes() {
        allocateFive();
        long values = store.values().segment().address();
        long gradients = store.gradients().segment().address();
        for (var parameter : store.parameters()) {
            try (var scope = Scope.open()) {
                long value = parameter.value().segment().address();
                long gradient = Objects.requireNonNull(parameter.value().grad())
                        .segment()
                        .address();
                assertThat(value % 64).as(parameter.name()).isZero();
                assertThat(gradient % 64).as(parameter.name()).isZero();
                assertThat(value - values).isEqualTo(store.offset(parameter) * Float.BYTES);
                assertThat(gradient - gradients).isEqualTo(store.offset(parameter) * Float.BYTES);
            }
        }
    }

    @Test
    void gapsHoldZeros() {
        allocateFive();
        store.initialise(3);
        var flat = store.values().toFloatArray();
        for (var parameter : store.parameters()) {
            int offset = (int) store.offset(parameter);
            for (int i = 0; i < parameter.numel(); i++) {
                assertThat(flat[offset + i]).isNotZero();
                flat[offset + i] = 0;
            }
        }
        assertThat(flat).containsOnly(0);
    }

    @Test
    void aGroupWithoutParametersIsEmpty() {
        store.root().parameter("a", Init.zeros(), 3);
        store.allocateFrozen(parameter -> true);
        assertThat(store.range(Group.SPARED).length()).isZero();
        assertThat(store.range(Group.DECAYED)).isEqualTo(new Range(0, 16));
    }

    @Test
    void twoParametersCannotShareAName() {
        store.root().at("a").parameter("b", Init.zeros(), 1);
        assertThatThrownBy(() -> store.root().parameter("a.b", Init.zeros(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two parameters have the name a.b");
    }

    @Test
    void nothingCanBeDeclaredOrAllocatedAfterwards() {
        allocateFive();
        assertThatThrownBy(() -> store.root().at("late").parameter("weight", Init.zeros(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too late for late.weight");
        assertThatThrownBy(() -> store.allocateFrozen(parameter -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allocated already");
    }

    @Test
    void nothingCanBeUsedBefore() {
        declareFive();
        assertThatThrownBy(store::values).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::zeroGradients).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.range(Group.DECAYED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.initialise(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.parameter("cube").value())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not allocated yet: cube");
    }

    @Test
    void anUnknownNameIsNamed() {
        declareFive();
        assertThatThrownBy(() -> store.parameter("part.matrox"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter is named part.matrox");
    }

    @Test
    void frozenParametersHaveNoGradients() {
        declareFive();
        store.allocateFrozen(parameter -> parameter.dim() > 1);
        assertThatThrownBy(store::gradients).isInstanceOf(IllegalStateException.class);
        assertThat(store.parameters()).noneMatch(parameter -> parameter.value().requiresGrad());
        assertThat(store.offset(store.parameter("row"))).isEqualTo(80);
    }

    @Test
    void gradientsAddUpInTheFlatBuffer() {
        allocateFive();
        var cube = store.parameter("cube");
        var vector = store.parameter("part.2.vector");
        for (int turn = 1; turn <= 2; turn++) {
            try (var scope = Scope.open()) {
                var factors = Tensors.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
                // d/dcube = factors, d/dvector = 0.5.
                cube.value()
                        .mul(factors)
                        .sum()
                        .add(vector.value().sum().mul(0.5))
                        .backward();
            }
            var expected = new float[96];
            for (int i = 0; i < 8; i++) {
                expected[16 + i] = turn * (i + 1f);
            }
            for (int i = 0; i < 17; i++) {
                expected[48 + i] = turn * 0.5f;
            }
            assertThat(store.gradients().toFloatArray()).isEqualTo(expected);
        }
        store.zeroGradients();
        assertThat(store.gradients().toFloatArray()).containsOnly(0);
        try (var scope = Scope.open()) {
            assertThat(Objects.requireNonNull(cube.value().grad()).toFloatArray())
                    .containsOnly(0);
        }
    }

    // Gradients 3 and 4 have the norm 5, and PyTorch divides by the norm plus 1e-6.
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0.1999999600000080", "4.5, 0.8999998200000360", "5.1, 1", "100, 1"})
    void gradientsAreClippedToACommonNorm(double maxNorm, double factor) {
        allocateFive();
        setGradients(48, 3, -4);
        assertThat(store.clipGradients(maxNorm)).isEqualTo(5, within(1e-6));
        var clipped = store.gradients().toDoubleArray();
        assertThat(clipped[48]).isEqualTo(3 * factor, within(3e-7));
        assertThat(clipped[49]).isEqualTo(-4 * factor, within(3e-7));
        if (factor == 1) {
            assertThat(clipped[48]).isEqualTo(3);
        }
    }

    @Test
    void gradientsOfZeroStayZero() {
        allocateFive();
        assertThat(store.clipGradients(1)).isZero();
        assertThat(store.gradients().toFloatArray()).containsOnly(0);
    }

    // Summed up in one float32, these squares lose a thousandth.
    @Test
    void theNormOfManyGradientsIsExact() {
        store.root().parameter("many", Init.zeros(), 5_000_003);
        store.allocateTrainable(parameter -> true);
        store.gradients().fill_(1e-3);
        // 5,000,003 is filled up to a multiple of 16.
        assertThat(store.clipGradients(0)).isEqualTo(Math.sqrt(5_000_016) * 1e-3f, within(2e-5));
    }

    @Test
    void theNormOfWholeRowsOfGradients() {
        store.root().parameter("many", Init.zeros(), 2, 4096);
        store.allocateTrainable(parameter -> true);
        setGradients(0, 3);
        setGradients(8191, -4);
        assertThat(store.clipGradients(0)).isEqualTo(5, within(1e-6));
    }

    private void setGradients(int from, float... values) {
        try (var scope = Scope.open()) {
            store.gradients().narrow(0, from, values.length).copy_(Tensors.of(values, values.length));
        }
    }

    private static float[] initialised(String name, long seed, List<String> declared) {
        try (var other = new ParameterStore()) {
            for (var one : declared) {
                other.root().parameter(one, Init.truncatedNormal(0.02, 0.04), 19, 7);
            }
            other.allocateFrozen(parameter -> parameter.name().startsWith("a"));
            other.initialise(seed);
            return other.parameter(name).value().toFloatArray();
        }
    }

    @Test
    void theStartIsAFunctionOfSeedAndNameAlone() {
        var alone = initialised("b.weight", 5, List.of("b.weight"));
        assertThat(initialised("b.weight", 5, List.of("a", "b.weight", "aa"))).isEqualTo(alone);
        assertThat(initialised("b.weight", 5, List.of("c", "b.weight", "a", "d")))
                .isEqualTo(alone);
        assertThat(initialised("b.weight", 5, List.of("d", "a", "c", "b.weight")))
                .isEqualTo(alone);

        assertThat(initialised("b.weight", 6, List.of("b.weight"))).isNotEqualTo(alone);
        assertThat(initialised("b.weighs", 5, List.of("b.weighs"))).isNotEqualTo(alone);
    }

    @Test
    void manyNamesStartDifferently() {
        for (int i = 0; i < 300; i++) {
            store.root().at("layer").at(i).parameter("weight", Init.uniform(1), 2);
        }
        store.allocateFrozen(parameter -> true);
        store.initialise(0);
        var starts = new ArrayList<List<Double>>();
        for (var parameter : store.parameters()) {
            var value = parameter.value().toDoubleArray();
            starts.add(List.of(value[0], value[1]));
        }
        assertThat(starts).doesNotHaveDuplicates();
    }

    @Test
    void closingFreesEverything() {
        long before = NativeMemory.now().tensors();
        allocateFive();
        assertThat(NativeMemory.now().tensors()).isGreaterThan(before);
        var values = store.values();
        var row = store.parameter("row").value();

        store.close();
        store.close();

        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        assertThat(values.isClosed()).isTrue();
        assertThat(row.isClosed()).isTrue();
        assertThatThrownBy(store::zeroGradients)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
