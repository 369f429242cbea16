package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class AutogradTest {

    private static double[] gradient(Tensor tensor) {
        return Objects.requireNonNull(tensor.grad()).toDoubleArray();
    }

    @Test
    void aLeafCollectsItsGradient() {
        try (var scope = Scope.open()) {
            var x = Tensors.of(new double[] {1, -2, 3}, 3).requiresGrad(true);
            assertThat(x.requiresGrad()).isTrue();
            assertThat(x.grad()).isNull();

            var y = x.square();
            assertThat(y.requiresGrad()).isTrue();
            y.sum().backward();

            assertThat(gradient(x)).containsExactly(2, -4, 6);
        }
    }

    @Test
    void gradientsAddUpUntilTheyAreTakenAway() {
        try (var scope = Scope.open()) {
            var x = Tensors.of(new double[] {1, -2}, 2).requiresGrad(true);

            x.square().sum().backward();
            x.square().sum().backward();
            assertThat(gradient(x)).containsExactly(4, -8);

            x.grad(null);
            assertThat(x.grad()).isNull();
            x.square().sum().backward();
            assertThat(gradient(x)).containsExactly(2, -4);
        }
    }

    @Test
    void backwardFromAGivenGradient() {
        try (var scope = Scope.open()) {
            var x = Tensors.of(new double[] {1, -2}, 2).requiresGrad(true);

            x.square().backward(Tensors.of(new double[] {10, 0.5}, 2));

            assertThat(gradient(x)).containsExactly(20, -2);
        }
    }

    @Test
    void aGraphIsUsedOnce() {
        try (var scope = Scope.open()) {
            var loss = Tensors.of(new double[] {1, -2}, 2)
                    .requiresGrad(true)
                    .square()
                    .sum();
            loss.backward();

            assertThatThrownBy(loss::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessageStartingWith("backward(float64[]): ")
                    .hasMessageContaining("second time");
        }
    }

    @Test
    void whatIsDetachedOrSwitchedOffGetsNoGradient() {
        try (var scope = Scope.open()) {
            var x = Tensors.of(new double[] {3}, 1).requiresGrad(true);
            var fixed = Tensors.of(new double[] {5}, 1).requiresGrad(true).requiresGrad(false);

            x.mul(x.detach()).mul(fixed).sum().backward();

            assertThat(gradient(x)).containsExactly(15);
            assertThat(fixed.grad()).isNull();
            assertThat(x.detach().requiresGrad()).isFalse();
        }
    }

    @Test
    void theRowOfThePaddingGetsNoGradient() {
        try (var scope = Scope.open()) {
            var table = Tensors.ones(DType.FLOAT64, 3, 2).requiresGrad(true);

            Functional.embedding(table, Tensors.of(new long[] {1, 2, 1}, 3), 1)
                    .sum()
                    .backward();

            assertThat(gradient(table)).containsExactly(0, 0, 0, 0, 1, 1);
        }
    }

    @Test
    void gradientsFlowThroughConversionAndMovesOfDtype() {
        try (var scope = Scope.open()) {
            var x = Tensors.of(new float[] {1, 2}, 2).requiresGrad(true);

            x.to(DType.FLOAT64).square().sum().backward();

            assertThat(Objects.requireNonNull(x.grad()).dtype()).isEqualTo(DType.FLOAT32);
            assertThat(gradient(x)).containsExactly(2, 4);
        }
    }

    @Test
    void aGradientThatDoesNotFitIsRefused() {
        try (var scope = Scope.open()) {
            var x = Tensors.zeros(DType.FLOAT32, 2, 3).requiresGrad(true);

            assertThatThrownBy(() -> x.grad(Tensors.zeros(DType.FLOAT32, 3, 2)))
                    .isInstanceOf(TorchException.Shape.class)
                    .hasMessage("grad(float32[2, 3], float32[3, 2]): the gradient has another shape");
            assertThatThrownBy(() -> x.grad(Tensors.zeros(DType.FLOAT64, 2, 3)))
                    .isInstanceOf(TorchException.Dtype.class)
                    .hasMessage("grad(float32[2, 3], float64[2, 3]): the gradient has another dtype");
            assertThat(x.grad()).isNull();
        }
    }

    /** Parameters and gradients as a store has them: views of one buffer each. */
    @Test
    void gradientsAreCollectedInOneFlatBuffer() {
        try (var scope = Scope.open()) {
            var parameters = Tensors.of(new float[] {1, 2, 3, 4, 5, 6, 0, 0, 7, 8}, 10);
            var gradients = Tensors.zeros(DType.FLOAT32, 10);
            long[] shape = {2, 3};
            long[] strides = {3, 1};
            Tensor weight;
            Tensor bias;
            try (var off = GradMode.off()) {
                weight = parameters.asStrided(shape, strides, 0).requiresGrad(true);
                bias = parameters.asStrided(new long[] {2}, new long[] {1}, 8).requiresGrad(true);
                weight.grad(gradients.asStrided(shape, strides, 0));
                bias.grad(gradients.asStrided(new long[] {2}, new long[] {1}, 8));
            }
            long place = Objects.requireNonNull(bias.grad()).segment().address();
            assertThat(place).isEqualTo(gradients.segment().address() + 8 * Float.BYTES);

            for (int pass = 1; pass <= 2; pass++) {
                Functional.linear(Tensors.of(new float[] {1, 10, 100}, 1, 3), weight, bias)
                        .mul(Tensors.of(new float[] {1, -2}, 2))
                        .sum()
                        .backward();
                assertThat(gradients.toFloatArray())
                        .containsExactly(
                                pass, 10 * pass, 100 * pass, -2 * pass, -20 * pass, -200 * pass, 0, 0, pass, -2 * pass);
                assertThat(Objects.requireNonNull(bias.grad()).segment().address())
                        .isEqualTo(place);
            }

            gradients.zero_();
            assertThat(gradient(weight)).containsOnly(0);
            assertThat(weight.segment().address())
                    .isEqualTo(parameters.segment().address());
        }
    }

    @Test
    void aChangeOfTheFlatBufferIsSeenByItsViews() {
        try (var scope = Scope.open()) {
            var parameters = Tensors.zeros(DType.FLOAT32, 4);
            Tensor view;
            try (var off = GradMode.off()) {
                view = parameters.asStrided(new long[] {2}, new long[] {1}, 2).requiresGrad(true);
                parameters.copy_(Tensors.of(new float[] {1, 2, 3, 4}, 4));
            }
            assertThat(view.toFloatArray()).containsExactly(3, 4);
        }
    }

    /** A gradient for clipping: the norm of all, and one factor for all. */
    @Test
    void clippingScalesToTheLargestNorm() {
        try (var scope = Scope.open()) {
            var gradients = Tensors.of(new double[] {3, 0, -4}, 3);
            var norm = gradients.norm();
            assertThat(norm.item()).isEqualTo(5);

            gradients.mul_(norm.reciprocal().mul(2).clamp(0, 1));
            assertThat(gradients.norm().item()).isCloseTo(2, within(1e-15));

            gradients.mul_(gradients.norm().reciprocal().mul(7).clamp(0, 1));
            assertThat(gradients.norm().item()).isCloseTo(2, within(1e-15));
        }
    }
}
