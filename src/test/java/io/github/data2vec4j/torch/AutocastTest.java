package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutocastTest {

    private static DType typeOfAProduct() {
        try (var scope = Scope.open()) {
            var x = Tensors.ones(DType.FLOAT32, 2, 2);
            return Functional.matmul(x, x).dtype();
        }
    }

    @Test
    void productsAreInTheLowerPrecisionUntilItIsClosed() {
        assertThat(typeOfAProduct()).isEqualTo(DType.FLOAT32);
        try (var autocast = Autocast.to(DType.BFLOAT16, Device.Kind.CPU)) {
            assertThat(typeOfAProduct()).isEqualTo(DType.BFLOAT16);
        }
        assertThat(typeOfAProduct()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void anInnerOneGoesBackToTheOuterOne() {
        try (var outer = Autocast.to(DType.BFLOAT16, Device.Kind.CPU)) {
            try (var inner = Autocast.to(DType.FLOAT16, Device.Kind.CPU)) {
                assertThat(typeOfAProduct()).isEqualTo(DType.FLOAT16);
            }
            assertThat(typeOfAProduct()).isEqualTo(DType.BFLOAT16);
        }
        assertThat(typeOfAProduct()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void aChangedWeightIsCastAnew() {
        try (var scope = Scope.open()) {
            var weight = Tensors.ones(DType.FLOAT32, 2, 2).requiresGrad(true);
            var x = Tensors.ones(DType.FLOAT32, 1, 2);
            for (int turn = 1; turn <= 2; turn++) {
                try (var autocast = Autocast.to(DType.BFLOAT16, Device.Kind.CPU)) {
                    assertThat(Functional.linear(x, weight, null).toDoubleArray())
                            .containsOnly(2 * turn);
                }
                try (var off = GradMode.off()) {
                    weight.fill_(2);
                }
            }
        }
    }
}
