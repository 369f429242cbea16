package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusedAdamWTest {

    private static final FusedAdamW.Coefficients WITH = new FusedAdamW.Coefficients(0.01, 0.9, 0.98, 0.1, 1e-6);

    private static final double[] START = {1, -2, 0.5, 0};
    private static final double[][] GRADIENTS = {{0.1, -3, 0, 2}, {-0.2, 1, 1e-4, 2}, {0.3, 0.5, -5, 2}};

    /** Loshchilov and Hutter, algorithm 2. */
    private static double[] afterAllUpdates() {
        var result = START.clone();
        for (int i = 0; i < START.length; i++) {
            double first = 0;
            double second = 0;
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double gradient = GRADIENTS[t - 1][i];
                result[i] -= WITH.learningRate() * WITH.weightDecay() * result[i];
                first = WITH.beta1() * first + (1 - WITH.beta1()) * gradient;
                second = WITH.beta2() * second + (1 - WITH.beta2()) * gradient * gradient;
                double mean = first / (1 - Math.pow(WITH.beta1(), t));
                double square = second / (1 - Math.pow(WITH.beta2(), t));
                result[i] -= WITH.learningRate() * mean / (Math.sqrt(square) + WITH.epsilon());
            }
        }
        return result;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void threeUpdates(DType dtype) {
        try (var scope = Scope.open()) {
            var parameters = Tensors.of(START, 4).to(dtype);
            var first = Tensors.zeros(dtype, 4);
            var second = Tensors.zeros(dtype, 4);
            var step = Tensors.scalar(0, DType.FLOAT32);
            for (var gradient : GRADIENTS) {
                FusedAdamW.update_(parameters, Tensors.of(gradient, 4).to(dtype), first, second, step, WITH);
            }

            double tolerance = dtype == DType.FLOAT64 ? 1e-14 : 1e-6;
            assertThat(step.item()).isEqualTo(3);
            assertThat(parameters.toDoubleArray()).containsExactly(afterAllUpdates(), within(tolerance));
            // After three equal gradients of 2 the mean is 2 (1 - 0.9^3).
            assertThat(first.toDoubleArray()[3]).isCloseTo(2 * (1 - 0.729), within(1e-6));
            assertThat(second.toDoubleArray()[3]).isCloseTo(4 * (1 - Math.pow(0.98, 3)), within(1e-6));
        }
    }

    @Test
    void aLaterStepIsCorrectedLess() {
        try (var scope = Scope.open()) {
            var parameters = Tensors.zeros(DType.FLOAT64, 1);
            var step = Tensors.scalar(999, DType.FLOAT32);
            var plain = new FusedAdamW.Coefficients(0.1, 0.9, 0.99, 0, 0);
            FusedAdamW.update_(
                    parameters,
                    Tensors.ones(DType.FLOAT64, 1),
                    Tensors.zeros(DType.FLOAT64, 1),
                    Tensors.zeros(DType.FLOAT64, 1),
                    step,
                    plain);

            assertThat(step.item()).isEqualTo(1000);
            double mean = 0.1 / (1 - Math.pow(0.9, 1000));
            double square = 0.01 / (1 - Math.pow(0.99, 1000));
            assertThat(parameters.item()).isCloseTo(-0.1 * mean / Math.sqrt(square), within(1e-12));
        }
    }

    @Test
    void anAverageFollowsByTheShareThatIsMissing() {
        try (var scope = Scope.open()) {
            double decay = 0.999;
            var teacher = Tensors.of(new double[] {1, -4}, 2);
            var expected = new double[] {1, -4};
            for (int t = 1; t <= 3; t++) {
                var student = new double[] {t, 10.0 * t};
                teacher.lerp_(Tensors.of(student, 2), 1 - decay);
                for (int i = 0; i < 2; i++) {
                    expected[i] = decay * expected[i] + (1 - decay) * student[i];
                }
            }
            assertThat(teacher.toDoubleArray()).containsExactly(expected, within(1e-14));
        }
    }

    @Test
    void buffersThatDoNotGoTogetherAreRefusedBeforeAnythingChanges() {
        try (var scope = Scope.open()) {
            var four = Tensors.ones(DType.FLOAT32, 4);
            var step = Tensors.scalar(0, DType.FLOAT32);

            assertThatThrownBy(() -> FusedAdamW.update_(
                            four, Tensors.zeros(DType.FLOAT32, 3), four.copy(), four.copy(), step, WITH))
                    .isInstanceOf(TorchException.Shape.class)
                    .hasMessage("fused_adamw_(float32[4], float32[3], float32[4], float32[4], float32[]): "
                            + "gradients has another shape");
            assertThatThrownBy(() -> FusedAdamW.update_(
                            four, four.copy(), Tensors.zeros(DType.FLOAT64, 4), four.copy(), step, WITH))
                    .isInstanceOf(TorchException.Dtype.class)
                    .hasMessageContaining("first_moment has another dtype");
            assertThatThrownBy(() -> FusedAdamW.update_(
                            four,
                            four.copy(),
                            four.copy(),
                            Tensors.zeros(DType.FLOAT32, 8).slice(0, 0, 8, 2),
                            step,
                            WITH))
                    .isInstanceOf(TorchException.Shape.class)
                    .hasMessageContaining("second_moment is not contiguous");
            assertThatThrownBy(() -> FusedAdamW.update_(
                            four, four.copy(), four.copy(), four.copy(), Tensors.zeros(DType.FLOAT32, 2), WITH))
                    .isInstanceOf(TorchException.Shape.class)
                    .hasMessageContaining("step has not one element");
            assertThatThrownBy(() -> FusedAdamW.update_(
                            four, four.copy(), four.copy(), four.copy(), Tensors.scalar(0, DType.INT64), WITH))
                    .isInstanceOf(TorchException.Dtype.class)
                    .hasMessageContaining("step is not float32");
            assertThat(four.toFloatArray()).containsOnly(1);
            assertThat(step.item()).isZero();
        }
    }
}
