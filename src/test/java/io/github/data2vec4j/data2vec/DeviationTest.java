package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviationTest {

    private static double of(Tensor... batches) {
        var deviation = new Deviation();
        for (var batch : batches) {
            deviation.add(batch);
        }
        return deviation.value();
    }

    // Over the positions, the channels 1, 3, 5 and 2, 2, 8 have the unbiased variances 4 and 12, and the third has 0.
    @Test
    void closedForm() {
        try (var scope = Scope.open()) {
            var positions = Tensors.of(new float[] {1, 2, 9, 3, 2, 9, 5, 8, 9}, 3, 3);
            double expected = (Math.sqrt(4 + 1e-6) + Math.sqrt(12 + 1e-6) + Math.sqrt(1e-6)) / 3;
            assertThat(of(positions)).isEqualTo(expected, within(1e-6));
            assertThat(of(positions.narrow(0, 0, 2), positions.narrow(0, 2, 1))).isEqualTo(expected, within(1e-6));
            assertThat(of(positions.narrow(0, 0, 1), positions.narrow(0, 1, 2))).isEqualTo(expected, within(1e-6));
        }
    }

    @Test
    void vectorsThatAreAllTheSameHaveAlmostNone() {
        try (var scope = Scope.open()) {
            assertThat(of(Tensors.full(5, DType.FLOAT32, 10, 4))).isEqualTo(1e-3, within(1e-9));
            assertThat(of(Tensors.full(5, DType.FLOAT32, 10, 4), Tensors.full(5, DType.FLOAT32, 2, 4)))
                    .isEqualTo(1e-3, within(1e-9));
        }
    }

    // Each batch alone has none.
    @Test
    void batchesMayDifferFromEachOther() {
        try (var scope = Scope.open()) {
            var deviation = of(Tensors.full(5, DType.FLOAT32, 2, 4), Tensors.full(8, DType.FLOAT32, 1, 4));
            assertThat(deviation).isEqualTo(Math.sqrt(3), within(1e-6));
        }
    }

    @Test
    void aSinglePositionDiffersFromNothing() {
        try (var scope = Scope.open()) {
            assertThat(of(Tensors.ones(DType.FLOAT32, 1, 4))).isZero();
            assertThat(of()).isZero();
        }
    }

    // However the positions come, the deviation is the one of a loop over doubles; the second row is far from zero.
    @ParameterizedTest
    @CsvSource({"0, 1, '23'", "1000, 0.1, '23'", "0, 1, '1,22'", "0, 3, '7,1,15'", "1000, 0.1, '5,5,5,8'"})
    void batchesAddUpToAllPositions(double mean, double spread, String sizes) {
        Torch.manualSeed(9);
        try (var scope = Scope.open()) {
            var all = Tensors.empty(DType.FLOAT32, 23, 6).normal_(mean, spread);
            var parts = sizes.split(",", -1);
            var batches = new Tensor[parts.length];
            int start = 0;
            for (int i = 0; i < parts.length; i++) {
                int size = Integer.parseInt(parts[i]);
                batches[i] = all.narrow(0, start, size);
                start += size;
            }
            assertThat(start).isEqualTo(23);
            assertThat(of(batches)).isEqualTo(byLoops(all.toDoubleArray()), within(1e-4 * spread));
        }
    }

    private static double byLoops(double[] values) {
        double sum = 0;
        for (int channel = 0; channel < 6; channel++) {
            double mean = 0;
            for (int i = channel; i < values.length; i += 6) {
                mean += values[i] / 23;
            }
            double squares = 0;
            for (int i = channel; i < values.length; i += 6) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
            sum += Math.sqrt(squares / 22 + 1e-6) / 6;
        }
        return sum;
    }

    @Test
    void predictionsKeepTheirGraph() {
        try (var scope = Scope.open()) {
            var positions = Tensors.of(new float[] {1, 2, 3, 5}, 2, 2).requiresGrad(true);
            var predictions = positions.mul(positions);
            of(predictions);
            predictions.sum().backward();
            assertThat(positions.grad()).isNotNull();
            assertThat(positions.grad().toFloatArray()).containsExactly(2, 4, 6, 10);
        }
    }
}
