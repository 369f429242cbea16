package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over time of a sequence with its channels last, as a transformer has it. The weight has PyTorch's shape,
 * [out, in / groups, kernel].
 *
 * <p>One over the frames that are there can be computed as matrix products on them where they lie.
 */
public final class Convolution {

    /** How a convolution without padding is computed. The results differ by rounding alone. */
    public enum Kernel {
        /** As products with windows of the sequence: on CPUs about a third faster, and rounded less. */
        MATRIX_PRODUCTS,
        /** As PyTorch does, so that even the rounding is alike. */
        CONV1D
    }

    private final Parameter weight;

    @Nullable
    private final Parameter bias;

    private final int stride;
    private final int padding;
    private final int groups;
    private final Kernel kernel;

    private Convolution(
            Parameter weight, @Nullable Parameter bias, int stride, int padding, int groups, Kernel kernel) {
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
        this.padding = padding;
        this.groups = groups;
        this.kernel = kernel;
    }

    /** Over the frames that are there, without a bias. */
    public static Convolution valid(
            Parameters at, int in, int out, int frames, int stride, Init weights, Kernel kernel) {
        return new Convolution(at.parameter("weight", weights, out, in, frames), null, stride, 0, 1, kernel);
    }

    /** One result for each frame, with zeros around the sequence; as PyTorch starts it by default. */
    public static Convolution same(Parameters at, int width, int frames, int groups) {
        int perGroup = width / groups;
        var even = Init.uniform(1 / Math.sqrt((double) frames * perGroup));
        return new Convolution(
                at.parameter("weight", even, width, perGroup, frames),
                at.parameter("bias", even, width),
                1,
                frames / 2,
                groups,
                Kernel.CONV1D);
    }

    /** Frames that come out for a number of frames that go in, 0 if they are too few. */
    public long outputLength(long frames) {
        long padded = frames + 2L * padding;
        return padded < frames() ? 0 : (padded - frames()) / stride + 1;
    }

    /**
     * Applies the layer.
     *
     * @param input [batch, time, in]
     * @return [batch, time, out]
     * @throws IllegalArgumentException if the input is too short for one frame
     */
    public Tensor apply(Tensor input) {
        if (outputLength(input.size(1)) == 0) {
            throw new IllegalArgumentException(
                    "a convolution over " + frames() + " frames cannot be applied to " + input.size(1) + " of them");
        }
        boolean windowed = frames() == stride || frames() == stride + 1;
        if (kernel == Kernel.CONV1D || !windowed) {
            return convolved(input);
        }
        return frames() == stride ? ofWindows(input, stride) : ofWindowsAndNext(input);
    }

    private int frames() {
        return (int) weight.shape()[2];
    }

    private Tensor convolved(Tensor input) {
        return Functional.conv1d(
                        input.transpose(1, 2),
                        weight.value(),
                        bias == null ? null : bias.value(),
                        stride,
                        padding,
                        groups)
                .transpose(1, 2);
    }

    /** Windows that do not overlap are rows of the sequence seen in another shape. */
    private Tensor ofWindows(Tensor input, int frames) {
        long time = outputLength(input.size(1));
        var windows = input.narrow(1, 0, time * stride).reshape(input.size(0), time, stride * input.size(2));
        return Functional.linear(windows, weights(0, frames), null);
    }

    /** Windows that overlap in one frame: those that do not, and the frame after each. */
    private Tensor ofWindowsAndNext(Tensor input) {
        long time = outputLength(input.size(1));
        var next = input.slice(1, stride, stride * time + 1, stride);
        return ofWindows(input, stride).add(Functional.linear(next, weights(stride, 1), null));
    }

    /** Weights of some frames of the kernel as a matrix, [out, frames * in]. */
    private Tensor weights(int first, int frames) {
        return weight.value()
                .narrow(2, first, frames)
                .transpose(1, 2)
                .reshape(weight.shape()[0], frames * weight.shape()[1]);
    }
}
