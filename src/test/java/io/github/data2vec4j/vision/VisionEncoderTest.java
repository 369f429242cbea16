package io.github.data2vec4j.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OneThread.class)
class VisionEncoderTest {

    private final ParameterStore store = new ParameterStore();
    private final Scope scope = Scope.open();

    @BeforeEach
    void seed() {
        Torch.manualSeed(6);
    }

    @AfterEach
    void close() {
        scope.close();
        store.close();
    }

    /** Pictures of 6 x 6 pixels in 2 channels, cut into 2 x 2 patches of 3 x 3 pixels. */
    static VisionConfig small(RelativePositions positions, boolean maskToken) {
        return new VisionConfig(6, 3, 2, 2, 8, 2, 12, 1e-6, 0.1, positions, false, maskToken, true, 0, 0, 0);
    }

    private VisionEncoder encoder(VisionConfig config) {
        var encoder = new VisionEncoder(store.root(), config);
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.values().normal_(0, 0.5);
        return encoder;
    }

    private VisionEncoder encoder() {
        return encoder(small(RelativePositions.SHARED, true));
    }

    private static Input input(long... shape) {
        return Input.of(pictures(shape));
    }

    private static Tensor pictures(long... shape) {
        return Tensors.empty(DType.FLOAT32, shape).normal_(0, 1);
    }

    @Test
    void patchesAreProjectedRowByRow() {
        var encoder = encoder();
        var pictures = pictures(2, 2, 6, 6);
        var patches = encoder.embed(Input.of(pictures)).positions();

        assertThat(patches.shape()).containsExactly(2, 4, 8);
        var pixel = pictures.toDoubleArray();
        var weight = store.parameter("embeddings.patch_embeddings.projection.weight")
                .value()
                .toDoubleArray();
        var bias = store.parameter("embeddings.patch_embeddings.projection.bias")
                .value()
                .toDoubleArray();
        var expected = new double[2 * 4 * 8];
        for (int b = 0; b < 2; b++) {
            for (int patch = 0; patch < 4; patch++) {
                for (int out = 0; out < 8; out++) {
                    double sum = bias[out];
                    for (int c = 0; c < 2; c++) {
                        for (int y = 0; y < 3; y++) {
                            for (int x = 0; x < 3; x++) {
                                int row = patch / 2 * 3 + y;
                                int column = patch % 2 * 3 + x;
                                sum += weight[((out * 2 + c) * 3 + y) * 3 + x]
                                        * pixel[((b * 2 + c) * 6 + row) * 6 + column];
                            }
                        }
                    }
                    expected[(b * 4 + patch) * 8 + out] = sum;
                }
            }
        }
        assertThat(patches.toDoubleArray()).containsExactly(expected, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"3, 6, 6", "2, 5, 6", "2, 6, 7", "2, 12, 12"})
    void picturesOfAnotherSize(long channels, long height, long width) {
        var encoder = encoder();
        assertThatThrownBy(() -> encoder.embed(input(2, channels, height, width)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected pictures [batch, 2, 6, 6], got [2, " + channels + ", " + height + ", " + width + "]");
    }

    @Test
    void aPictureIsNoBatch() {
        var encoder = encoder();
        assertThatThrownBy(() -> encoder.embed(input(2, 6, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected pictures [batch, 2, 6, 6], got [2, 6, 6]");
    }

    @Test
    void theClassTokenComesFirstAndGoesAgain() {
        var encoder = encoder();
        var patches = encoder.embed(input(3, 2, 6, 6));
        var sequence = encoder.withTokens(patches, null, Mode.EVALUATE);
        assertThat(sequence.shape()).containsExactly(3, 5, 8);
        var token = store.parameter("embeddings.cls_token").value().toFloatArray();
        for (int b = 0; b < 3; b++) {
            assertThat(sequence.select(0, b).select(0, 0).toFloatArray()).isEqualTo(token);
        }
        assertThat(sequence.narrow(1, 1, 4).toFloatArray())
                .isEqualTo(patches.positions().toFloatArray());

        var whole = encoder.encodeWithClassToken(patches, null, Mode.EVALUATE);
        var layers = encoder.encode(patches, null, Mode.EVALUATE);
        assertThat(layers).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(layers.get(i).block().toFloatArray())
                    .isEqualTo(whole.get(i).block().narrow(1, 1, 4).toFloatArray());
            assertThat(layers.get(i).feedForward().toFloatArray())
                    .isEqualTo(whole.get(i).feedForward().narrow(1, 1, 4).toFloatArray());
        }
    }

    @Test
    void maskedPatchesShowTheTokenOnly() {
        var encoder = encoder();
        var patches = encoder.embed(input(1, 2, 6, 6));
        var mask = Mask.of(new boolean[] {false, true, false, false}, 1, 4);
        var sequence = encoder.withTokens(patches, mask, Mode.EVALUATE);
        assertThat(sequence.select(1, 2).toFloatArray())
                .isEqualTo(store.parameter("embeddings.mask_token").value().toFloatArray());
        for (int patch : new int[] {0, 2, 3}) {
            assertThat(sequence.select(1, 1 + patch).toFloatArray())
                    .isEqualTo(patches.positions().select(1, patch).toFloatArray());
        }
    }

    @Test
    void withoutAMaskTokenNothingCanBeMasked() {
        var encoder = encoder(small(RelativePositions.NONE, false));
        var patches = encoder.embed(input(1, 2, 6, 6));
        var mask = Mask.of(new boolean[] {false, true, false, false}, 1, 4);
        assertThat(encoder.encode(patches, null, Mode.EVALUATE)).hasSize(2);
        assertThatThrownBy(() -> encoder.encode(patches, mask, Mode.EVALUATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this encoder has no mask token, so nothing can be masked");
    }

    // Without positions, patches that change places change places in the output, and that is all.
    @ParameterizedTest
    @EnumSource(RelativePositions.class)
    void onlyPositionsTellPatchesApart(RelativePositions positions) {
        var encoder = encoder(small(positions, true));
        var patches = encoder.embed(input(1, 2, 6, 6));
        var swapped = Sequence.of(patches.positions().flip(1));
        var one = encoder.encode(patches, null, Mode.EVALUATE).getLast().block();
        var two = encoder.encode(swapped, null, Mode.EVALUATE).getLast().block();
        double difference = two.flip(1).sub(one).abs().amax().item();
        if (positions == RelativePositions.NONE) {
            assertThat(difference).isLessThan(1e-5);
        } else {
            assertThat(difference).isGreaterThan(1e-3);
        }
    }

    // If the shared table and the table of each layer hold halves, their sum is what one table with wholes gives.
    @Test
    void sharedAndOwnBiasesAddUp() {
        var table = Tensors.empty(DType.FLOAT32, 12, 2).normal_(0, 1);
        var pictures = pictures(1, 2, 6, 6);
        var weights = Tensors.empty(DType.FLOAT32, 4096).normal_(0, 0.5);
        var shared = lastLayer(RelativePositions.SHARED, weights, table, pictures);
        var own = lastLayer(RelativePositions.PER_LAYER, weights, table, pictures);
        var both = lastLayer(RelativePositions.SHARED_AND_PER_LAYER, weights, table.mul(0.5), pictures);
        assertThat(own).containsExactly(shared, within(1e-5f));
        assertThat(both).containsExactly(shared, within(1e-5f));
    }

    private static float[] lastLayer(RelativePositions positions, Tensor weights, Tensor table, Tensor pictures) {
        try (var store = new ParameterStore()) {
            var encoder = new VisionEncoder(store.root(), small(positions, true));
            store.allocateFrozen(parameter -> Group.DECAYED);
            long used = 0;
            for (var parameter : store.parameters()) {
                if (parameter.name().endsWith("relative_position_bias_table")) {
                    parameter.value().copy_(table);
                } else {
                    parameter
                            .value()
                            .copy_(weights.narrow(0, used, parameter.numel()).reshape(parameter.shape()));
                    used += parameter.numel();
                }
            }
            return encoder.encode(encoder.embed(Input.of(pictures)), null, Mode.EVALUATE)
                    .getLast()
                    .block()
                    .toFloatArray();
        }
    }

    @Test
    void absolutePositionsAreAdded() {
        var config =
                new VisionConfig(6, 3, 2, 1, 8, 2, 12, 1e-6, null, RelativePositions.NONE, true, true, false, 0, 0, 0);
        var encoder = encoder(config);
        var patches = encoder.embed(input(1, 2, 6, 6));
        var sequence = encoder.withTokens(patches, null, Mode.EVALUATE);
        var positions = store.parameter("embeddings.position_embeddings");
        assertThat(positions.shape()).containsExactly(1, 5, 8);
        assertThat(sequence.sub(positions.value()).narrow(1, 1, 4).toFloatArray())
                .containsExactly(patches.positions().toFloatArray(), within(1e-5f));
        assertThat(encoder.finish(sequence)).as("no final norm").isSameAs(sequence);
    }

    // Matrices are drawn from a normal distribution of deviation 0.02 that is cut there; those that write to the
    // residual stream of block i, counted from 1, are divided by sqrt(2 i).
    @Test
    void startsAsPublished() {
        var encoder = new VisionEncoder(
                store.root(),
                new VisionConfig(
                        6, 3, 2, 4, 64, 2, 128, 1e-6, 1e-4, RelativePositions.SHARED, false, true, false, 0, 0, 0));
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.initialise(1);
        assertThat(encoder).isNotNull();
        for (var parameter : store.parameters()) {
            var value = parameter.value();
            var name = parameter.name();
            double largest = value.abs().amax().item();
            if (name.endsWith("bias") || name.endsWith("bias_table")) {
                assertThat(largest).as(name).isZero();
            } else if (name.contains("lambda_")) {
                assertThat(value.toFloatArray()).as(name).containsOnly(1e-4f);
            } else if (name.contains("layernorm")) {
                assertThat(value.toFloatArray()).as(name).containsOnly(1);
            } else {
                double divisor = 1;
                if (name.contains("output.dense")) {
                    int block = Integer.parseInt(name.split("\\.", -1)[2]) + 1;
                    divisor = Math.sqrt(2.0 * block);
                }
                // 0.5396 is the deviation of a normal distribution that is cut at one; few values make it vague.
                boolean vague = parameter.numel() < 1000;
                assertThat(largest * divisor).as(name).isBetween(vague ? 0.015 : 0.0199, 0.02 * (1 + 1e-6));
                assertThat(value.std().item() * divisor).as(name).isEqualTo(0.02 * 0.5396, within(vague ? 2e-3 : 3e-4));
            }
        }
    }
}
