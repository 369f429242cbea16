package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.Convolution.Kernel;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the numbers recorded from PyTorch do not show. */
@ExtendWith(OneThread.class)
class AudioEncoderTest {

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

    private AudioEncoder encoder(AudioConfig config) {
        var encoder = new AudioEncoder(store.root(), config);
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.initialise(3);
        return encoder;
    }

    private static Tensor noise(long batch, long samples) {
        return Tensors.empty(DType.FLOAT32, batch, samples).normal_(0, 1);
    }

    @Test
    void bothKernelsGiveTheSameFeatures() {
        var products = encoder(AudioConfigTest.small(0));
        var waveforms = noise(2, 123);
        try (var other = new ParameterStore()) {
            var small = AudioConfigTest.small(0);
            var conv1d = new AudioEncoder(
                    other.root(),
                    new AudioConfig(
                            small.convolutions(),
                            Kernel.CONV1D,
                            small.positionLayers(),
                            small.positionKernel(),
                            small.positionGroups(),
                            small.layers(),
                            small.width(),
                            small.heads(),
                            small.feedForwardWidth(),
                            small.normEpsilon(),
                            small.maskToken(),
                            0,
                            0,
                            0,
                            0,
                            0));
            other.allocateFrozen(parameter -> Group.DECAYED);
            other.initialise(3);
            var features = products.features(waveforms);
            assertThat(features.shape()).containsExactly(2, 30, 6);
            assertThat(features.toFloatArray())
                    .containsExactly(conv1d.features(waveforms).toFloatArray(), within(1e-5f));
        }
    }

    @Test
    void lengthsBecomePaddingOfFrames() {
        var encoder = encoder(AudioConfigTest.small(0));
        // 123, 63, 10 and 2 samples are 30, 15, 2 and no frames.
        var embedded = encoder.embed(new Input(noise(4, 123), new long[] {123, 63, 10, 2}));
        assertThat(embedded.positions().shape()).containsExactly(4, 30, 8);
        var valid = Objects.requireNonNull(embedded.padding()).valid();
        assertThat(valid.to(DType.INT64).sum(1).toLongArray()).containsExactly(30, 15, 2, 0);
        assertThat(valid.select(0, 1).toLongArray()[14]).isEqualTo(1);
        assertThat(encoder.embed(Input.of(noise(2, 123))).padding()).isNull();
    }

    // Student and teacher share what embedding gives, so nothing may be dropped there.
    @Test
    void featuresAreDroppedOnlyWhereTheStudentGoesOn() {
        var encoder = encoder(AudioConfigTest.small(0.5));
        var waveforms = Input.of(noise(1, 123));
        var embedded = encoder.embed(waveforms);
        assertThat(encoder.embed(waveforms).positions().toFloatArray())
                .isEqualTo(embedded.positions().toFloatArray());
        var evaluated = encoder.positioned(embedded, null, Mode.EVALUATE).toFloatArray();
        assertThat(encoder.positioned(embedded, null, Mode.EVALUATE).toFloatArray())
                .isEqualTo(evaluated);
        assertThat(encoder.positioned(embedded, null, Mode.TRAIN).toFloatArray())
                .isNotEqualTo(evaluated);
    }

    @Test
    void whatIsMaskedIsNotSeen() {
        var encoder = encoder(AudioConfigTest.small(0));
        var embedded = encoder.embed(Input.of(noise(1, 123)));
        var masked = new boolean[30];
        masked[4] = true;
        masked[29] = true;
        var mask = Mask.of(masked, 1, 30);
        var other = embedded.positions().detach();
        // Anything else at the masked positions.
        other = mask.asTensor().reshape(1, 30, 1).where(Tensors.full(7, DType.FLOAT32, 1, 30, 8), other);

        var first = encoder.encode(embedded, mask, Mode.EVALUATE).getLast().block();
        var second = encoder.encode(Sequence.of(other), mask, Mode.EVALUATE)
                .getLast()
                .block();
        var shown = encoder.encode(embedded, null, Mode.EVALUATE).getLast().block();
        assertThat(second.toFloatArray()).isEqualTo(first.toFloatArray());
        assertThat(shown.toFloatArray()).isNotEqualTo(first.toFloatArray());
    }

    @Test
    void withoutAMaskTokenNothingCanBeMasked() {
        var config = new AudioConfig(
                AudioConfigTest.small(0).convolutions(),
                Kernel.CONV1D,
                1,
                3,
                2,
                1,
                8,
                2,
                12,
                1e-5,
                false,
                0,
                0,
                0,
                0,
                0);
        var encoder = encoder(config);
        var embedded = encoder.embed(Input.of(noise(1, 20)));
        var mask = Mask.of(new boolean[] {false, true, false, false}, 1, 4);
        assertThat(encoder.encode(embedded, null, Mode.EVALUATE)).hasSize(1);
        assertThatThrownBy(() -> encoder.encode(embedded, mask, Mode.EVALUATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this encoder has no mask token, so nothing can be masked");
    }

    // Kaiming's deviation for what follows a rectifier, sqrt(2 / (channels * kernel)); PyTorch's default for the
    // projection and the positions, evenly within 1 / sqrt(inputs); 0.02 for the transformer; the mask token from 0 to
    // 1.
    @Test
    void startsAsPublished() {
        var encoder = new AudioEncoder(
                store.root(),
                new AudioConfig(
                        AudioConfigTest.CONVOLUTIONS.subList(0, 2),
                        Kernel.CONV1D,
                        1,
                        19,
                        16,
                        1,
                        768,
                        12,
                        64,
                        1e-5,
                        true,
                        0,
                        0,
                        0,
                        0,
                        0));
        assertThat(encoder).isNotNull();
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.initialise(3);
        assertDeviation("feature_extractor.conv_layers.0.conv.weight", Math.sqrt(2.0 / 10), 0.03);
        assertDeviation("feature_extractor.conv_layers.1.conv.weight", Math.sqrt(2.0 / (512 * 3)), 0.01);
        double third = Math.sqrt(3);
        assertDeviation("feature_projection.projection.weight", 1 / Math.sqrt(512) / third, 0.01);
        assertDeviation("feature_projection.projection.bias", 1 / Math.sqrt(512) / third, 0.1);
        assertDeviation("encoder.pos_conv_embed.layers.0.conv.weight", 1 / Math.sqrt(19 * 48) / third, 0.01);
        assertDeviation("encoder.layers.0.attention.q_proj.weight", 0.02, 0.01);
        assertDeviation("encoder.layers.0.feed_forward.output_dense.weight", 0.02, 0.01);
        var token = store.parameter("masked_spec_embed").value();
        assertThat(token.amin().item()).isBetween(0.0, 0.02);
        assertThat(token.amax().item()).isBetween(0.98, 1.0);
        for (var name : new String[] {"encoder.layers.0.attention.q_proj.bias", "encoder.layer_norm.bias"}) {
            assertThat(store.parameter(name).value().toFloatArray()).containsOnly(0);
        }
    }

    private void assertDeviation(String name, double expected, double tolerance) {
        assertThat(store.parameter(name).value().std().item())
                .as(name)
                .isEqualTo(expected, within(tolerance * expected));
    }
}
