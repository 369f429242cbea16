package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.Convolution.Kernel;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(OneThread.class)
class ConvolutionTest {

    private static final int BATCH = 2;
    private static final int IN = 3;
    private static final int OUT = 5;

    private final ParameterStore store = new ParameterStore();
    private final Scope scope = Scope.open();

    @BeforeEach
    void seed() {
        Torch.manualSeed(4);
    }

    @AfterEach
    void close() {
        scope.close();
        store.close();
    }

    /** What a convolution gives, and its gradients when the results have given weights in a sum. */
    private record Outcome(double[] output, double[] inputGradient, double[] weightGradient) {

        private static Outcome of(Convolution convolution, Parameter weight, Tensor values, Tensor input) {
            var leaf = input.detach().requiresGrad(true);
            var output = convolution.apply(leaf);
            output.mul(values).sum().backward();
            return new Outcome(
                    output.toDoubleArray(),
                    Objects.requireNonNull(leaf.grad()).toDoubleArray(),
                    Objects.requireNonNull(weight.value().grad()).toDoubleArray());
        }

        private void requireCloseTo(Outcome expected) {
            var rounding = within(2e-5);
            assertThat(output).containsExactly(expected.output, rounding);
            assertThat(inputGradient).containsExactly(expected.inputGradient, rounding);
            assertThat(weightGradient).containsExactly(expected.weightGradient, rounding);
        }
    }

    // output[b][t][o] is the sum of input[b][t * stride + k][i] * weight[o][i][k], in float64.
    private static Outcome byHand(
            double[] input, double[] weight, double[] values, int frames, int stride, int length) {
        int time = (length - frames) / stride + 1;
        var output = new double[BATCH * time * OUT];
        var inputGradient = new double[input.length];
        var weightGradient = new double[weight.length];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < time; t++) {
                for (int o = 0; o < OUT; o++) {
                    int to = (b * time + t) * OUT + o;
                    for (int k = 0; k < frames; k++) {
                        for (int i = 0; i < IN; i++) {
                            int from = (b * length + t * stride + k) * IN + i;
                            int by = (o * IN + i) * frames + k;
                            output[to] += input[from] * weight[by];
                            inputGradient[from] += values[to] * weight[by];
                            weightGradient[by] += values[to] * input[from];
                        }
                    }
                }
            }
        }
        return new Outcome(output, inputGradient, weightGradient);
    }

    // As long as the stride or one frame longer, and neither; lengths of which frames are left over, and of one result.
    @ParameterizedTest
    @CsvSource({
        "2, 2, 8",
        "2, 2, 9",
        "2, 2, 2",
        "3, 2, 9",
        "3, 2, 10",
        "3, 2, 3",
        "3, 2, 4",
        "1, 1, 6",
        "2, 1, 6",
        "2, 1, 2",
        "4, 4, 19",
        "5, 4, 19",
        "10, 5, 33",
        "10, 5, 10",
        "3, 1, 7",
        "4, 2, 11"
    })
    void bothKernelsAreTheSumsByHand(int frames, int stride, int length) {
        var byProducts = valid("products", frames, stride, Kernel.MATRIX_PRODUCTS);
        var byConv1d = valid("conv1d", frames, stride, Kernel.CONV1D);
        store.allocateTrainable(parameter -> Group.DECAYED);
        var first = store.parameter("products.weight");
        var second = store.parameter("conv1d.weight");
        first.value().detach().normal_(0, 1);
        second.value().detach().copy_(first.value().detach());
        var input = Tensors.empty(DType.FLOAT32, BATCH, length, IN).normal_(0, 1);
        int time = (length - frames) / stride + 1;
        var values = Tensors.empty(DType.FLOAT32, BATCH, time, OUT).normal_(0, 1);

        assertThat(byProducts.outputLength(length)).isEqualTo(time);
        assertThat(byProducts.apply(input).shape()).containsExactly(BATCH, time, OUT);
        var expected = byHand(
                input.toDoubleArray(), first.value().toDoubleArray(), values.toDoubleArray(), frames, stride, length);
        Outcome.of(byProducts, first, values, input).requireCloseTo(expected);
        Outcome.of(byConv1d, second, values, input).requireCloseTo(expected);
    }

    private Convolution valid(String name, int frames, int stride, Kernel kernel) {
        return Convolution.valid(store.root().at(name), IN, OUT, frames, stride, Init.zeros(), kernel);
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 2", "3, 2, 1", "3, 2, 0", "10, 5, 9", "10, 5, 0", "2, 2, 1"})
    void tooFewFramesAreRefused(int frames, int stride, int length) {
        var both = Stream.of(Kernel.values())
                .map(kernel -> valid(kernel.name(), frames, stride, kernel))
                .toList();
        store.allocateFrozen(parameter -> Group.DECAYED);
        var input = Tensors.zeros(DType.FLOAT32, BATCH, length, IN);
        for (var convolution : both) {
            assertThat(convolution.outputLength(length)).isZero();
            assertThatThrownBy(() -> convolution.apply(input))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a convolution over " + frames + " frames cannot be applied to " + length + " of them");
        }
    }

    @Test
    void aConvolutionOfTheSameLengthSeesZerosAround() {
        var convolution = Convolution.same(store.root(), 2, 3, 2);
        store.allocateFrozen(parameter -> Group.DECAYED);
        assertThat(store.parameters()).extracting(Parameter::toString).containsExactly("weight[2, 1, 3]", "bias[2]");
        store.parameter("weight").value().copy_(Tensors.of(new float[] {1, 10, 100, 2, 20, 200}, 2, 1, 3));
        store.parameter("bias").value().copy_(Tensors.of(new float[] {0.5f, 0.25f}, 2));
        // The channels 1, 2, 3 and 4, 5, 6, each convolved with its own weights.
        var output = convolution.apply(Tensors.of(new float[] {1, 4, 2, 5, 3, 6}, 1, 3, 2));
        assertThat(output.shape()).containsExactly(1, 3, 2);
        assertThat(output.toFloatArray()).containsExactly(210.5f, 1080.25f, 321.5f, 1308.25f, 32.5f, 130.25f);
        assertThat(convolution.outputLength(7)).isEqualTo(7);
    }
}
