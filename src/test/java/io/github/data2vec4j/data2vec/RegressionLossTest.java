package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionLossTest {

    // The differences are 1, -3, 0, 0.5, 2 and 4: their squares have the sum 30.25; Smooth L1 with beta 2 is d^2 / 4
    // below 2 and |d| - 1 from there, in all 0.25 + 2 + 0 + 0.0625 + 1 + 3 = 6.3125; with beta 0.5 it is d^2 below 0.5
    // and |d| - 0.25 from there, in all 0.75 + 2.75 + 0 + 0.25 + 1.75 + 3.75 = 9.25.
    private static final float[] PREDICTIONS = {2, 1, -5, 0.5f, 0, 7};
    private static final float[] TARGETS = {1, 4, -5, 0, -2, 3};

    @ParameterizedTest
    @CsvSource({
        "0, 1, MEAN, 5.0416666667", // 30.25 / 6
        "0, 1, SUM_CHANNELS, 15.125", // 30.25 / 2
        "0, , MEAN, 2.9108076095", // 30.25 / 6 / sqrt(3)
        "0, , SUM_CHANNELS, 8.7324228284", // 30.25 / 2 / sqrt(3)
        "2, 1, MEAN, 1.0520833333",
        "2, 1, SUM_CHANNELS, 3.15625",
        "2, 10, MEAN, 10.520833333",
        "2, , SUM_CHANNELS, 1.8222617872",
        "0.5, 1, MEAN, 1.5416666667",
        "0.5, 0.25, SUM_CHANNELS, 1.15625",
    })
    void closedForms(double beta, @Nullable Double scale, RegressionLoss.Over reduction, double expected) {
        try (var scope = Scope.open()) {
            var loss = new RegressionLoss(beta, scale, reduction)
                    .sum(Tensors.of(PREDICTIONS, 2, 3), Tensors.of(TARGETS, 2, 3));
            assertThat(loss.numel()).isEqualTo(1);
            // Of two positions together.
            assertThat(loss.item() / 2).isEqualTo(expected, within(1e-6 * expected));
        }
    }

    // d / dp is 2 d for the squared error; d / beta below beta and the sign from there for Smooth L1.
    @ParameterizedTest
    @CsvSource({"0, '2, -6, 0, 1, 4, 8'", "2, '0.5, -1, 0, 0.25, 1, 1'"})
    void gradients(double beta, String expected) {
        try (var scope = Scope.open()) {
            var predictions = Tensors.of(PREDICTIONS, 2, 3).requiresGrad(true);
            new RegressionLoss(beta, 1.0, RegressionLoss.Over.SUM_CHANNELS)
                    .sum(predictions, Tensors.of(TARGETS, 2, 3))
                    .backward();
            var parts = expected.split(", ", -1);
            assertThat(predictions.grad()).isNotNull();
            var gradient = predictions.grad().toDoubleArray();
            for (int i = 0; i < 6; i++) {
                assertThat(gradient[i]).isEqualTo(Double.parseDouble(parts[i]), within(1e-6));
            }
        }
    }

    @Test
    void nothingToLearnIsNoLoss() {
        try (var scope = Scope.open()) {
            var same = Tensors.of(TARGETS, 2, 3);
            assertThat(new RegressionLoss(0, null, RegressionLoss.Over.MEAN)
                            .sum(same, same)
                            .item())
                    .isZero();
            assertThat(new RegressionLoss(2, null, RegressionLoss.Over.MEAN)
                            .sum(same, same)
                            .item())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void betaIsNotNegative(double beta) {
        assertThatThrownBy(() -> new RegressionLoss(beta, 1.0, RegressionLoss.Over.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta must not be negative, is " + beta);
    }
}
