package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFactsTest {

    @Test
    void shapeAndSizes() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, 2, 0, 5);

            assertThat(tensor.shape()).containsExactly(2, 0, 5);
            assertThat(tensor.dim()).isEqualTo(3);
            assertThat(tensor.size(0)).isEqualTo(2);
            assertThat(tensor.size(-1)).isEqualTo(5);
            assertThat(tensor.numel()).isZero();
            assertThat(Tensors.zeros(DType.FLOAT32, 2, 3).numel()).isEqualTo(6);
            assertThat(Tensors.scalar(1, DType.FLOAT32).numel()).isOne();
            assertThat(Tensors.scalar(1, DType.FLOAT32).dim()).isZero();
        }
    }

    @Test
    void theShapeIsACopy() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, 2, 3);
            tensor.shape()[0] = 99;

            assertThat(tensor.shape()).containsExactly(2, 3);
        }
    }

    @Test
    void aDimensionThatIsNotThere() {
        try (var scope = Scope.open()) {
            var tensor = Tensors.zeros(DType.FLOAT32, 2, 3);

            assertThatThrownBy(() -> tensor.size(2))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("dimension 2 of float32[2, 3]");
            assertThatThrownBy(() -> tensor.size(-3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDtype(DType dtype) {
        try (var scope = Scope.open()) {
            var tensor = Tensors.full(1, dtype, 3);

            assertThat(tensor.dtype()).isEqualTo(dtype);
            assertThat(tensor.segment().byteSize()).isEqualTo(3L * dtype.byteSize());
            assertThat(tensor.toDoubleArray()).containsExactly(1, 1, 1);
            assertThat(tensor.toLongArray()).containsExactly(1, 1, 1);
            assertThat(tensor.toFloatArray()).containsExactly(1, 1, 1);
            assertThat(tensor.select(0, 0).item()).isEqualTo(1);
            assertThat(tensor.select(0, 0).itemAsLong()).isEqualTo(1);
        }
    }

    @Test
    void itemKeepsTheWholeNumberAndTheFraction() {
        try (var scope = Scope.open()) {
            assertThat(Tensors.of(new long[] {(1L << 53) + 1}, 1).itemAsLong()).isEqualTo((1L << 53) + 1);
            assertThat(Tensors.of(new double[] {0.1}, 1, 1).item()).isEqualTo(0.1);
            assertThat(Tensors.of(new float[] {0.1f}, 1).item()).isEqualTo(0.1f);
        }
    }

    @Test
    void arraysAreInRowMajorOrderWhateverTheStrides() {
        try (var scope = Scope.open()) {
            var transposed = Tensors.of(new long[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1);

            assertThat(transposed.isContiguous()).isFalse();
            assertThat(transposed.contiguous().isContiguous()).isTrue();
            assertThat(transposed.toLongArray()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(transposed.toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(transposed.toDoubleArray()).containsExactly(1, 4, 2, 5, 3, 6);
        }
    }

    @Test
    void readingATensorNeedsNoScopeAndNoDetach() {
        Tensor tensor;
        try (var scope = Scope.open()) {
            tensor = Tensors.of(new float[] {1, 2}, 2).requiresGrad(true).keep();
        }
        try (tensor) {
            assertThat(tensor.toFloatArray()).containsExactly(1, 2);
            assertThat(tensor).hasToString("Tensor float32[2] [1.0000, 2.0000]");
        }
    }

    @Test
    void deviceOfTheHost() {
        try (var scope = Scope.open()) {
            assertThat(Tensors.zeros(DType.FLOAT32, 1).device()).isEqualTo(Device.CPU);
            assertThat(Device.CPU).hasToString("cpu");
            assertThat(Device.cuda(1)).hasToString("cuda:1");
        }
    }

    @Test
    void textOfNumbers() {
        try (var scope = Scope.open()) {
            assertThat(Tensors.of(new double[] {0, -1.5, 1e-4, 2e6}, 2, 2))
                    .hasToString("Tensor float64[2, 2]\n[[0.0000, -1.5000],\n [1.0000e-04, 2.0000e+06]]");
            assertThat(Tensors.of(new boolean[] {true, false}, 2).toString()).isEqualTo("Tensor bool[2] [true, false]");
            assertThat(Tensors.scalar(-3, DType.INT32)).hasToString("Tensor int32[] -3");
            assertThat(Tensors.zeros(DType.INT64, 2, 0)).hasToString("Tensor int64[2, 0]\n[[],\n []]");
        }
    }

    @Test
    void textOfALongTensorLeavesTheMiddleOut() {
        try (var scope = Scope.open()) {
            assertThat(Tensors.of(new long[] {0, 1, 2, 3, 4, 5}, 6)).hasToString("Tensor int64[6] [0, 1, 2, 3, 4, 5]");
            assertThat(Tensors.of(new long[] {0, 1, 2, 3, 4, 5, 6, 7}, 8))
                    .hasToString("Tensor int64[8] [0, 1, 2, ..., 5, 6, 7]");
        }
    }
}
