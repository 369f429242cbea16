package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GradModeTest {

    @Test
    void modesNestAndGoBack() {
        assertThat(GradMode.isOn()).isTrue();
        try (var off = GradMode.off()) {
            assertThat(GradMode.isOn()).isFalse();
            try (var on = GradMode.on()) {
                assertThat(GradMode.isOn()).isTrue();
                try (var stillOn = GradMode.on()) {
                    assertThat(GradMode.isOn()).isTrue();
                }
                assertThat(GradMode.isOn()).isTrue();
            }
            assertThat(GradMode.isOn()).isFalse();
        }
        assertThat(GradMode.isOn()).isTrue();
    }

    @Test
    void theModeIsTheThreadsOwn() {
        try (var off = GradMode.off()) {
            assertThat(CompletableFuture.supplyAsync(GradMode::isOn).join()).isTrue();
        }
    }

    @Test
    void nothingIsRecordedWhileOff() {
        try (var scope = Scope.open()) {
            var x = Tensors.ones(DType.FLOAT32, 2).requiresGrad(true);
            try (var off = GradMode.off()) {
                assertThat(x.mul(2).requiresGrad()).isFalse();
            }
            assertThat(x.mul(2).requiresGrad()).isTrue();
        }
    }

    @Test
    void anUpdateLeavesTheModeAsItWas() {
        try (var scope = Scope.open()) {
            var parameters = Tensors.ones(DType.FLOAT32, 2).requiresGrad(true);
            var other = Tensors.ones(DType.FLOAT32, 2);
            FusedAdamW.update_(
                    parameters,
                    other,
                    other.copy(),
                    other.copy(),
                    Tensors.scalar(0, DType.FLOAT32),
                    new FusedAdamW.Coefficients(0.1, 0.9, 0.999, 0, 1e-8));

            assertThat(GradMode.isOn()).isTrue();
            assertThat(parameters.toDoubleArray()[0]).isLessThan(1);
        }
    }
}
