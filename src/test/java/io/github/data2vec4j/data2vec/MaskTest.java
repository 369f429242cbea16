package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.TorchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaskTest {

    private static Mask mask() {
        return Mask.of(new boolean[] {false, true, false, true, false, true}, 2, 3);
    }

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    // Position t of sample b holds 10 b + t and its negative.
    private static Tensor positions() {
        return Tensors.of(new float[] {0, -0f, 1, -1, 2, -2, 10, -10, 11, -11, 12, -12}, 2, 3, 2);
    }

    @Test
    void countsItsPositions() {
        assertThat(mask().batch()).isEqualTo(2);
        assertThat(mask().time()).isEqualTo(3);
        assertThat(mask().count()).isEqualTo(3);
    }

    @Test
    void asTensor() {
        var tensor = mask().asTensor();
        assertThat(tensor.dtype()).isEqualTo(DType.BOOL);
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor.toLongArray()).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @Test
    void selectsSampleBySample() {
        var selected = mask().select(positions());
        assertThat(selected.shape()).containsExactly(3, 2);
        assertThat(selected.toFloatArray()).containsExactly(1, -1, 10, -10, 12, -12);
    }

    @Test
    void selectsFromPositionsThatAreNotContiguous() {
        // [batch, channel, time] seen as [batch, time, channel]
        var channelsFirst = Tensors.of(new float[] {0, 1, 2, 5, 6, 7, 10, 11, 12, 15, 16, 17}, 2, 2, 3);
        assertThat(mask().select(channelsFirst.transpose(1, 2)).toFloatArray()).containsExactly(1, 6, 10, 15, 12, 17);
    }

    @Test
    void replacesMaskedPositionsOnly() {
        var token = Tensors.of(new float[] {100, 200}, 2);
        var replaced = mask().replace(positions(), token);
        assertThat(replaced.shape()).containsExactly(2, 3, 2);
        assertThat(replaced.toFloatArray()).containsExactly(0, -0f, 100, 200, 2, -2, 100, 200, 11, -11, 100, 200);
    }

    @Test
    void gradientsGoToTheTokenOrToThePosition() {
        var positions = positions().requiresGrad(true);
        var token = Tensors.of(new float[] {100, 200}, 1, 1, 2).requiresGrad(true);
        mask().replace(positions, token).sum().backward();
        assertThat(positions.grad()).isNotNull();
        assertThat(positions.grad().toFloatArray()).containsExactly(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
        assertThat(token.grad()).isNotNull();
        assertThat(token.grad().toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void aMaskFitsItsBatch() {
        assertThatThrownBy(() -> Mask.of(new boolean[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 positions are no mask of 2 samples with 3 each");
        assertThatThrownBy(() -> mask().select(Tensors.zeros(DType.FLOAT32, 2, 4, 2)))
                .isInstanceOf(TorchException.class);
        assertThatThrownBy(() -> mask().replace(Tensors.zeros(DType.FLOAT32, 2, 4, 2), Tensors.zeros(DType.FLOAT32, 2)))
                .isInstanceOf(TorchException.class);
    }

    @Test
    void somethingIsMasked() {
        assertThatThrownBy(() -> Mask.of(new boolean[6], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is masked, so there is nothing to predict");
    }
}
