package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator: its values, and its gradients against central differences. */
class OperatorTest {

    private static final double STEP = 1e-6;
    private static final double FLOAT32_TOLERANCE = 3e-6;

    private static int threads;

    @BeforeAll
    static void useOneThread() {
        threads = Torch.threads();
        // Waking a second one takes longer than any of these small operators.
        Torch.setThreads(1);
    }

    @AfterAll
    static void useAllThreads() {
        Torch.setThreads(threads);
    }

    static Stream<OperatorCase> all() {
        return OperatorTable.all().stream();
    }

    static Stream<OperatorCase> differentiable() {
        return all().filter(OperatorCase::hasGradient);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void valuesInDoublePrecision(OperatorCase operator) {
        compareValues(operator, DType.FLOAT64, operator.tolerance());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void valuesInSinglePrecision(OperatorCase operator) {
        compareValues(operator, DType.FLOAT32, Math.max(operator.tolerance(), FLOAT32_TOLERANCE));
    }

    private static void compareValues(OperatorCase operator, DType precision, double tolerance) {
        try (var scope = Scope.open()) {
            var result = operator.call().on(tensors(operator, precision));
            var expected = operator.expected();
            assertThat(result.shape()).isEqualTo(expected.shape());
            assertThat(result.dtype()).isEqualTo(expected.dtype() == DType.FLOAT64 ? precision : expected.dtype());
            var values = result.toDoubleArray();
            for (int i = 0; i < values.length; i++) {
                double wanted = expected.values()[i];
                assertThat(values[i]).as("element %d", i).isCloseTo(wanted, within(tolerance * scale(wanted)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differentiable")
    void gradients(OperatorCase operator) {
        var weights = Numbers.at(operator.expected().shape(), i -> 0.4 + 0.5 * Math.sin(1.3 * i));
        try (var scope = Scope.open()) {
            var leaves = tensors(operator, DType.FLOAT64);
            for (int i = 0; i < leaves.length; i++) {
                leaves[i].requiresGrad(operator.inputs().get(i).varied());
            }
            operator.call().on(leaves).backward(weights.tensor(DType.FLOAT64));
            for (int i = 0; i < leaves.length; i++) {
                if (operator.inputs().get(i).varied()) {
                    var gradient = leaves[i].grad();
                    double[] found = gradient == null ? new double[(int) leaves[i].numel()] : gradient.toDoubleArray();
                    compareGradients(operator, i, found, weights.values());
                }
            }
        }
    }

    private static void compareGradients(OperatorCase operator, int input, double[] found, double[] weights) {
        for (int element = 0; element < found.length; element++) {
            double above = weighted(operator, input, element, STEP, weights);
            double below = weighted(operator, input, element, -STEP, weights);
            double wanted = (above - below) / (2 * STEP);
            assertThat(found[element])
                    .as("gradient of input %d, element %d", input, element)
                    .isCloseTo(wanted, within(1e-6 * scale(wanted)));
        }
    }

    /** The weighted sum of the results with one element of one input moved. */
    private static double weighted(OperatorCase operator, int input, int element, double by, double[] weights) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var moved = tensors(operator, DType.FLOAT64);
            var values = operator.inputs().get(input).values().clone();
            values[element] += by;
            moved[input] = Tensors.of(values, operator.inputs().get(input).shape());
            var results = operator.call().on(moved).toDoubleArray();
            return IntStream.range(0, results.length)
                    .mapToDouble(i -> results[i] * weights[i])
                    .sum();
        }
    }

    private static Tensor[] tensors(OperatorCase operator, DType precision) {
        return operator.inputs().stream().map(input -> input.tensor(precision)).toArray(Tensor[]::new);
    }

    private static double scale(double value) {
        return Math.max(1, Math.abs(value));
    }
}
