package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import org.junit.jupiter.api.Test;

class DeviationTest {

    // Over the positions, the channels 1, 3, 5 and 2, 2, 8 have the unbiased variances 4 and 12, and the third has 0.
    @Test
    void closedForm() {
        try (var scope = Scope.open()) {
            var positions = Tensors.of(new float[] {1, 2, 9, 3, 2, 9, 5, 8, 9}, 3, 3);
            double expected = (Math.sqrt(4 + 1e-6) + Math.sqrt(12 + 1e-6) + Math.sqrt(1e-6)) / 3;
            assertThat(Deviation.of(positions)).isEqualTo(expected, within(1e-6));
        }
    }

    @Test
    void vectorsThatAreAllTheSameHaveAlmostNone() {
        try (var scope = Scope.open()) {
            assertThat(Deviation.of(Tensors.full(5, DType.FLOAT32, 10, 4))).isEqualTo(1e-3, within(1e-9));
        }
    }

    @Test
    void aSinglePositionDiffersFromNothing() {
        try (var scope = Scope.open()) {
            assertThat(Deviation.of(Tensors.ones(DType.FLOAT32, 1, 4))).isZero();
        }
    }

    @Test
    void predictionsKeepTheirGraph() {
        try (var scope = Scope.open()) {
            var positions = Tensors.of(new float[] {1, 2, 3, 5}, 2, 2).requiresGrad(true);
            var predictions = positions.mul(positions);
            Deviation.of(predictions);
            predictions.sum().backward();
            assertThat(positions.grad()).isNotNull();
            assertThat(positions.grad().toFloatArray()).containsExactly(2, 4, 6, 10);
        }
    }
}
