package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Shares of n independent draws with probability p have a deviation of sqrt(p (1 - p) / n); five of them are allowed.
@ExtendWith(OneThread.class)
class DropPathTest {

    @BeforeEach
    void seed() {
        Torch.manualSeed(17);
    }

    @Test
    void wholeSamplesAreDroppedAndTheMeanIsKept() {
        int samples = 5000;
        try (var scope = Scope.open()) {
            var branch = Tensors.ones(DType.FLOAT32, samples, 3, 2);
            var values = new DropPath(0.2).apply(branch, Mode.TRAIN).toFloatArray();
            int kept = 0;
            for (int s = 0; s < samples; s++) {
                float first = values[s * 6];
                assertThat(first).isIn(0f, 1.25f);
                for (int i = 1; i < 6; i++) {
                    assertThat(values[s * 6 + i]).isEqualTo(first);
                }
                kept += first > 0 ? 1 : 0;
            }
            assertThat(kept / (double) samples).isEqualTo(0.8, within(0.0283));
            assertThat(branch.toFloatArray()).as("the branch itself stays").containsOnly(1);
        }
    }

    @Test
    void evaluationKeepsEverything() {
        try (var scope = Scope.open()) {
            var branch = Tensors.ones(DType.FLOAT32, 4, 2);
            assertThat(new DropPath(0.9).apply(branch, Mode.EVALUATE)).isSameAs(branch);
            assertThat(new DropPath(0).apply(branch, Mode.TRAIN)).isSameAs(branch);
            assertThat(new Dropout(0.9).apply(branch, Mode.EVALUATE)).isSameAs(branch);
            assertThat(new Dropout(0).apply(branch, Mode.TRAIN)).isSameAs(branch);
        }
    }

    @Test
    void gradientsFlowThroughWhatIsKeptOnly() {
        try (var scope = Scope.open()) {
            var branch = Tensors.ones(DType.FLOAT32, 40, 2).requiresGrad(true);
            var dropped = new DropPath(0.5).apply(branch, Mode.TRAIN);
            dropped.sum().backward();
            var gradient = branch.grad();
            assertThat(gradient).isNotNull();
            assertThat(gradient.toFloatArray())
                    .isEqualTo(dropped.toFloatArray())
                    .contains(0f, 2f);
        }
    }

    @Test
    void dropoutDropsSingleElementsAndKeepsTheMean() {
        try (var scope = Scope.open()) {
            var values = new Dropout(0.2)
                    .apply(Tensors.ones(DType.FLOAT32, 5000, 2), Mode.TRAIN)
                    .toFloatArray();
            int kept = 0;
            int pairs = 0;
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isIn(0f, 1.25f);
                kept += values[i] > 0 ? 1 : 0;
                pairs += i % 2 == 1 && values[i] == values[i - 1] ? 1 : 0;
            }
            assertThat(kept / 10_000.0).isEqualTo(0.8, within(0.02));
            // Neighbours share a fate by chance only: 0.8^2 + 0.2^2.
            assertThat(pairs / 5000.0).isEqualTo(0.68, within(0.033));
        }
    }

    @Test
    void bothFollowLibtorchsSeed() {
        assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
    }

    private static float[] drawn(long seed) {
        Torch.manualSeed(seed);
        try (var scope = Scope.open()) {
            var ones = Tensors.ones(DType.FLOAT32, 64, 2);
            return new Dropout(0.5)
                    .apply(new DropPath(0.5).apply(ones, Mode.TRAIN), Mode.TRAIN)
                    .toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void dropoutIsAShareBelowOne(double probability) {
        assertThatThrownBy(() -> new Dropout(probability))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a dropout probability is in [0, 1), not " + probability);
    }
}
