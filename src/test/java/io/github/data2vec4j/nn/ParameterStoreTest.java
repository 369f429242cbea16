package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.ParameterStore.Range;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        store.allocateTrainable(ParameterStoreTest::byDimension);
    }

    private static Group byDimension(Parameter parameter) {
        return parameter.dim() > 1 ? Group.DECAYED : Group.SPARED;
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
        assertThat(store.groups())
                .containsExactly(
                        Map.entry(Group.SPARED, new Range(0, 16 + 32 + 16)),
                        Map.entry(Group.DECAYED, new Range(64, 16 + 16)));
        assertThat(store.parameters().stream().map(store::offset)).containsExactly(0L, 64L, 16L, 80L, 48L);
        assertThat(store.values().numel()).isEqualTo(96);
        assertThat(store.gradients().numel()).isEqualTo(96);
    }

    // By rate and by decay: one and row, matrix, vector, cube.
    @Test
    void thereMayBeAnyNumberOfGroups() {
        declareFive();
        store.allocateTrainable(parameter -> switch (parameter.name()) {
            case "part.matrix" -> new Group(true, 0.5);
            case "part.2.vector" -> new Group(false, 0.5);
            case "cube" -> Group.DECAYED;
            default -> Group.SPARED;
        });
        assertThat(store.groups())
                .containsExactly(
                        Map.entry(Group.SPARED, new Range(0, 32)),
                        Map.entry(new Group(true, 0.5), new Range(32, 16)),
                        Map.entry(new Group(false, 0.5), new Range(48, 32)),
                        Map.entry(Group.DECAYED, new Range(80, 16)));
        assertThat(store.parameters().stream().map(store::offset)).containsExactly(0L, 32L, 48L, 80L, 16L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN})
    void ratesAreNotNegative(double rateScale) {
        assertThatThrownBy(() -> new Group(true, rateScale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rateScale must not be negative, is " + rateScale);
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
    void thereIsNoGroupWithoutParameters() {
        store.root().parameter("a", Init.zeros(), 3);
        store.allocateFrozen(parameter -> Group.DECAYED);
        assertThat(store.groups()).containsExactly(Map.entry(Group.DECAYED, new Range(0, 16)));
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
        assertThatThrownBy(() -> store.allocateFrozen(parameter -> Group.DECAYED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allocated already");
    }

    @Test
    void nothingCanBeUsedBefore() {
        declareFive();
        assertThatThrownBy(store::values).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::zeroGradients).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.groups()).isInstanceOf(IllegalStateException.class);
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
        store.allocateFrozen(ParameterStoreTest::byDimension);
        assertThatThrownBy(store::gradients).isInstanceOf(IllegalStateException.class);
        assertThat(store.parameters()).noneMatch(parameter -> parameter.value().requiresGrad());
        assertThat(store.offset(store.parameter("row"))).isEqualTo(48);
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
                expected[80 + i] = turn * (i + 1f);
            }
            for (int i = 0; i < 17; i++) {
                expected[16 + i] = turn * 0.5f;
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
    void gradientsAreScaledAllAlike() {
        allocateFive();
        setGradients(48, 3, -4);
        setGradients(95, 8);
        store.scaleGradients(0.25);
        var scaled = store.gradients().toFloatArray();
        assertThat(new float[] {scaled[47], scaled[48], scaled[49], scaled[50], scaled[95]})
                .containsExactly(0, 0.75f, -1, 0, 2);
        store.scaleGradients(1);
        assertThat(store.gradients().toFloatArray()).isEqualTo(scaled);
        assertThatThrownBy(() -> {
                    try (var frozen = new ParameterStore()) {
                        frozen.scaleGradients(2);
                    }
                })
                .isInstanceOf(IllegalStateException.class);
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
        store.allocateTrainable(parameter -> Group.DECAYED);
        store.gradients().fill_(1e-3);
        // 5,000,003 is filled up to a multiple of 16.
        assertThat(store.clipGradients(0)).isEqualTo(Math.sqrt(5_000_016) * 1e-3f, within(2e-5));
    }

    @Test
    void theNormOfWholeRowsOfGradients() {
        store.root().parameter("many", Init.zeros(), 2, 4096);
        store.allocateTrainable(parameter -> Group.DECAYED);
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
            other.allocateFrozen(parameter -> parameter.name().startsWith("a") ? Group.DECAYED : Group.SPARED);
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
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.initialise(0);
        var starts = new ArrayList<List<Double>>();
        for (var parameter : store.parameters()) {
            var value = parameter.value().toDoubleArray();
            starts.add(List.of(value[0], value[1]));
        }
        assertThat(starts).doesNotHaveDuplicates();
    }

    // ------------------------------------------------------------------------------------------- borrowing

    // It declares all but the vector, and borrows what is called one or cube.
    private ParameterStore borrower() {
        var borrower = ParameterStore.borrowing(
                store, parameter -> List.of("one", "cube").contains(parameter.name()));
        var root = borrower.root();
        root.parameter("row", Init.constant(7), 16);
        root.parameter("cube", Init.constant(7), 2, 2, 2);
        root.parameter("one", Init.constant(7), 1);
        root.at("part").parameter("matrix", Init.constant(7), 3, 5);
        return borrower;
    }

    @Test
    void whatIsBorrowedIsTheLenders() {
        allocateFive();
        store.initialise(1);
        try (var borrower = borrower()) {
            borrower.allocateFrozen(ParameterStoreTest::byDimension);
            assertThat(borrower.parameters())
                    .extracting(Parameter::name)
                    .containsExactly("row", "cube", "one", "part.matrix");
            assertThat(borrower.own()).extracting(Parameter::name).containsExactly("row", "part.matrix");
            assertThat(borrower.parameter("cube")).isSameAs(store.parameter("cube"));
            assertThat(borrower.parameter("one")).isSameAs(store.parameter("one"));
            assertThat(borrower.parameter("row")).isNotSameAs(store.parameter("row"));

            store.values().fill_(3);
            assertThat(borrower.parameter("cube").value().toFloatArray()).containsOnly(3);
            assertThat(borrower.parameter("row").value().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void onlyWhatIsItsOwnLiesInABorrower() {
        allocateFive();
        store.initialise(1);
        var before = store.values().toFloatArray();
        try (var borrower = borrower()) {
            borrower.allocateFrozen(ParameterStoreTest::byDimension);
            borrower.initialise(1);
            assertThat(store.values().toFloatArray())
                    .as("the lender's start stays")
                    .isEqualTo(before);
            assertThat(borrower.numel()).isEqualTo(16 + 15);
            assertThat(borrower.values().numel()).isEqualTo(16 + 16);
            assertThat(borrower.groups())
                    .containsExactly(
                            Map.entry(Group.SPARED, new Range(0, 16)), Map.entry(Group.DECAYED, new Range(16, 16)));
            assertThat(borrower.offset(borrower.parameter("part.matrix"))).isEqualTo(16);
            assertThat(borrower.parameter("row").value().toFloatArray()).containsOnly(7);
        }
        assertThat(store.own()).hasSize(5);
    }

    @Test
    void closingABorrowerLeavesTheLenderItsParameters() {
        allocateFive();
        store.initialise(1);
        long before = NativeMemory.now().tensors();
        var borrower = borrower();
        borrower.allocateFrozen(ParameterStoreTest::byDimension);
        borrower.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
        assertThat(store.parameter("one").value().toFloatArray()).containsExactly(1);
        assertThat(store.parameter("cube").value().isClosed()).isFalse();
    }

    @Test
    void onlyWhatTheLenderHasCanBeBorrowed() {
        declareFive();
        var borrower = ParameterStore.borrowing(store, parameter -> true);
        assertThatThrownBy(() -> borrower.root().parameter("two", Init.zeros(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter is named two");
        assertThatThrownBy(() -> borrower.root().parameter("cube", Init.zeros(), 2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cube[2, 4] cannot be shared: it is cube[2, 2, 2] there");
        borrower.root().parameter("cube", Init.zeros(), 2, 2, 2);
        assertThatThrownBy(() -> borrower.root().parameter("cube", Init.zeros(), 2, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two parameters have the name cube");
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
