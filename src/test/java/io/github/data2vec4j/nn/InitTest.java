package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// Of 400,000 draws a mean has a deviation of 0.0016 sigma, a standard deviation one of about 0.0012 of itself; all
// tolerances are four or more of these.
class InitTest {

    private static final int DRAWS = 400_000;

    private static double[] draw(Init init, long... shape) {
        Torch.manualSeed(11);
        try (var scope = Scope.open()) {
            var parameter = Tensors.full(Double.NaN, DType.FLOAT32, shape);
            init.fill(parameter);
            return parameter.toDoubleArray();
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    @Test
    void constantsAreEverywhere() {
        assertThat(draw(Init.zeros(), 3, 2)).containsOnly(0);
        assertThat(draw(Init.ones(), 3, 2)).containsOnly(1);
        assertThat(draw(Init.constant(-0.25), 3, 2)).containsOnly(-0.25);
    }

    @Test
    void normal() {
        var values = draw(Init.normal(0.5), DRAWS);
        assertThat(mean(values)).isEqualTo(0, within(0.004));
        assertThat(deviation(values)).isEqualTo(0.5, within(0.003));
        // 31.7% lie beyond one deviation.
        assertThat(Arrays.stream(values).filter(v -> Math.abs(v) > 0.5).count() / (double) DRAWS)
                .isEqualTo(0.3173, within(0.004));
        assertThat(largest(values)).isBetween(2.0, 3.5);
    }

    @Test
    void uniform() {
        var values = draw(Init.uniform(0.3), DRAWS);
        assertThat(mean(values)).isEqualTo(0, within(0.0015));
        assertThat(deviation(values)).isEqualTo(0.3 / Math.sqrt(3), within(0.001));
        assertThat(largest(values)).isBetween(0.2999, 0.3 + 1e-7);
    }

    // Cut at a deviations, the variance is 1 - 2 a phi(a) / (2 Phi(a) - 1), and (2 Phi(a / 2) - 1) / (2 Phi(a) - 1) of
    // the values lie in the inner half; phi and Phi from tables.
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.02, 0.539565, 0.560906", // phi(1) = 0.241971, Phi(1) = 0.841345, Phi(0.5) = 0.691462
        "0.02, 0.04, 0.879626, 0.715233", // phi(2) = 0.053991, Phi(2) = 0.977250
        "1, 3, 0.986564, 0.868733", // phi(3) = 0.00443185, Phi(3) = 0.998650, Phi(1.5) = 0.933193
    })
    void truncatedNormal(double sigma, double bound, double deviation, double inner) {
        var values = draw(Init.truncatedNormal(sigma, bound), DRAWS);
        assertThat(largest(values)).isBetween(0.99 * bound, bound * (1 + 1e-7));
        assertThat(mean(values)).isEqualTo(0, within(0.007 * sigma));
        assertThat(deviation(values)).isEqualTo(deviation * sigma, within(0.005 * sigma));
        assertThat(Arrays.stream(values).filter(v -> Math.abs(v) < bound / 2).count() / (double) DRAWS)
                .isEqualTo(inner, within(0.004));
    }

    @Test
    void truncatedNormalAlmostWithoutACut() {
        var values = draw(Init.truncatedNormal(1, 8), DRAWS);
        assertThat(values).doesNotContain(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
        assertThat(largest(values)).isBetween(4.0, 8.0);
        assertThat(deviation(values)).isEqualTo(1, within(0.006));
    }

    @Test
    void dividedByAfterTheDraw() {
        var plain = draw(Init.normal(1), 50);
        var divided = draw(Init.normal(1).dividedBy(4), 50);
        for (int i = 0; i < 50; i++) {
            assertThat(divided[i]).isEqualTo(plain[i] / 4);
        }
    }

    @Test
    void oneRowOfATableStartsOtherwise() {
        var plain = draw(Init.normal(1), 4, 3);
        var table = draw(Init.normal(1).withRow(2, Init.constant(9)), 4, 3);
        for (int i = 0; i < 12; i++) {
            assertThat(table[i]).isEqualTo(i / 3 == 2 ? 9 : plain[i]);
        }
    }

    @Test
    void byDefaultWeightsAndBiasesAreWithinOneByTheRootOfTheInputs() {
        try (var store = new ParameterStore()) {
            Linear.byDefault(store.root(), 16, 5000);
            store.allocateFrozen(parameter -> Group.DECAYED);
            store.initialise(8);
            for (var name : new String[] {"weight", "bias"}) {
                var values = store.parameter(name).value().toDoubleArray();
                assertThat(largest(values)).as(name).isBetween(0.249, 0.25 + 1e-7);
                assertThat(deviation(values)).as(name).isEqualTo(0.25 / Math.sqrt(3), within(0.004));
            }
        }
    }

    @Test
    void aLinearLayerOtherwiseStartsWithoutBias() {
        try (var store = new ParameterStore()) {
            Linear.withBias(store.root().at("with"), 3, 2, Init.constant(0.5));
            Linear.withoutBias(store.root().at("without"), 3, 2, Init.constant(0.5));
            store.allocateFrozen(parameter -> Group.DECAYED);
            store.initialise(8);
            assertThat(store.parameters())
                    .extracting(Parameter::toString)
                    .containsExactly("with.weight[2, 3]", "with.bias[2]", "without.weight[2, 3]");
            assertThat(store.parameter("with.bias").value().toFloatArray()).containsOnly(0);
            assertThat(store.parameter("without.weight").value().toFloatArray()).containsOnly(0.5f);
        }
    }
}
