package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.booleans;
import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.scalar;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.wavy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operators that networks are made of. */
final class NetworkCases {

    private static final double EPSILON = 1e-5;

    private static final Numbers LEFT = wavy(0.1, 2, 3, 4);
    private static final Numbers RIGHT = wavy(0.2, 2, 4, 2);
    private static final Numbers WEIGHT = wavy(0.4, 2, 4);
    private static final Numbers BIAS = wavy(0.5, 2);

    private static final Numbers SOUND = wavy(0.6, 2, 4, 7);
    private static final Numbers KERNEL = wavy(0.7, 3, 4, 3);
    private static final Numbers GROUPED_KERNEL = wavy(0.8, 4, 2, 3);
    private static final Numbers PICTURE = wavy(0.9, 1, 4, 5, 6);
    private static final Numbers PATCH = wavy(1.0, 2, 4, 2, 2);
    private static final Numbers GROUPED_PATCH = wavy(1.1, 2, 2, 3, 3);

    private static final Numbers QUERY = wavy(1.2, 1, 2, 3, 2);
    private static final Numbers KEY = wavy(1.3, 1, 2, 4, 2);
    private static final Numbers VALUE = wavy(1.4, 1, 2, 4, 2);
    private static final Numbers ALLOWED = booleans(sizes(1, 1, 3, 4), 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0);
    private static final Numbers ADDED = wavy(1.5, 1, 2, 3, 4);

    private static final Numbers FRAMES = wavy(1.6, 2, 3, 4);
    private static final Numbers GAIN = wavy(1.7, 4);
    private static final Numbers SHIFT = wavy(1.8, 4);
    private static final Numbers MAPS = wavy(1.9, 2, 4, 3);
    private static final Numbers TABLE = wavy(2.0, 4, 3);

    private NetworkCases() {}

    static List<OperatorCase> all() {
        return List.of(
                OperatorCase.of(
                        "Functional.matmul(Tensor, Tensor)",
                        x -> Functional.matmul(x[0], x[1]),
                        products(LEFT, WEIGHT.reshaped(1, 4, 2)).reshaped(2, 3, 2),
                        LEFT,
                        WEIGHT.reshaped(4, 2)),
                OperatorCase.of(
                        "Functional.bmm(Tensor, Tensor)",
                        x -> Functional.bmm(x[0], x[1]),
                        products(LEFT, RIGHT),
                        LEFT,
                        RIGHT),
                OperatorCase.of(
                        "Functional.linear(Tensor, Tensor, Tensor)",
                        x -> Functional.linear(x[0], x[1], x[2]),
                        linear(LEFT, WEIGHT, BIAS),
                        LEFT,
                        WEIGHT,
                        BIAS),
                OperatorCase.of(
                                "Functional.linear(Tensor, Tensor, Tensor)",
                                x -> Functional.linear(x[0], x[1], null),
                                linear(LEFT, WEIGHT, null),
                                LEFT,
                                WEIGHT)
                        .note("no bias"),
                OperatorCase.of(
                        "Functional.conv1d(Tensor, Tensor, Tensor, int, int, int)",
                        x -> Functional.conv1d(x[0], x[1], x[2], 2, 1, 1),
                        conv1d(SOUND, KERNEL, wavy(0.2, 3), 2, 1, 1),
                        SOUND,
                        KERNEL,
                        wavy(0.2, 3)),
                OperatorCase.of(
                                "Functional.conv1d(Tensor, Tensor, Tensor, int, int, int)",
                                x -> Functional.conv1d(x[0], x[1], null, 1, 0, 2),
                                conv1d(SOUND, GROUPED_KERNEL, null, 1, 0, 2),
                                SOUND,
                                GROUPED_KERNEL)
                        .note("groups, no bias"),
                OperatorCase.of(
                        "Functional.conv2d(Tensor, Tensor, Tensor, int, int, int)",
                        x -> Functional.conv2d(x[0], x[1], x[2], 2, 0, 1),
                        conv2d(PICTURE, PATCH, BIAS, 2, 0, 1),
                        PICTURE,
                        PATCH,
                        BIAS),
                OperatorCase.of(
                                "Functional.conv2d(Tensor, Tensor, Tensor, int, int, int)",
                                x -> Functional.conv2d(x[0], x[1], null, 1, 1, 2),
                                conv2d(PICTURE, GROUPED_PATCH, null, 1, 1, 2),
                                PICTURE,
                                GROUPED_PATCH)
                        .note("padding, groups, no bias"),
                attention(
                        x -> Functional.scaledDotProductAttention(x[0], x[1], x[2], null, 0),
                        (head, time, source) -> 0,
                        QUERY,
                        KEY,
                        VALUE),
                attention(
                                x -> Functional.scaledDotProductAttention(x[0], x[1], x[2], x[3], 0),
                                (head, time, source) ->
                                        ALLOWED.get(0, 0, time, source) == 0 ? Double.NEGATIVE_INFINITY : 0,
                                QUERY,
                                KEY,
                                VALUE,
                                ALLOWED)
                        .note("bool mask"),
                attention(
                                x -> Functional.scaledDotProductAttention(x[0], x[1], x[2], x[3], 0),
                                (head, time, source) -> ADDED.get(0, head, time, source),
                                QUERY,
                                KEY,
                                VALUE,
                                ADDED)
                        .note("added mask"),
                OperatorCase.of(
                        "Functional.layerNorm(Tensor, Tensor, Tensor, double, long[])",
                        x -> Functional.layerNorm(x[0], x[1], x[2], EPSILON, 4),
                        normalised(FRAMES, 4, i -> i / 4, GAIN, SHIFT, i -> i % 4),
                        FRAMES,
                        GAIN,
                        SHIFT),
                OperatorCase.of(
                                "Functional.layerNorm(Tensor, Tensor, Tensor, double, long[])",
                                x -> Functional.layerNorm(x[0], null, null, EPSILON, 3, 4),
                                normalised(FRAMES, 12, i -> i / 12, null, null, i -> 0),
                                FRAMES)
                        .note("two dimensions, no weight"),
                OperatorCase.of(
                        "Functional.groupNorm(Tensor, int, Tensor, Tensor, double)",
                        x -> Functional.groupNorm(x[0], 2, x[1], x[2], EPSILON),
                        normalised(MAPS, 6, i -> i / 6, GAIN, SHIFT, i -> i / 3 % 4),
                        MAPS,
                        GAIN,
                        SHIFT),
                OperatorCase.of(
                                "Functional.groupNorm(Tensor, int, Tensor, Tensor, double)",
                                x -> Functional.groupNorm(x[0], 4, null, null, EPSILON),
                                normalised(MAPS, 3, i -> i / 3, null, null, i -> 0),
                                MAPS)
                        .note("one channel each, no weight"),
                OperatorCase.of(
                        "Functional.batchNorm(Tensor, Tensor, Tensor, double)",
                        x -> Functional.batchNorm(x[0], x[1], x[2], EPSILON),
                        normalised(MAPS, 6, i -> i / 3 % 4, GAIN, SHIFT, i -> i / 3 % 4),
                        MAPS,
                        GAIN,
                        SHIFT),
                OperatorCase.of(
                                "Functional.batchNorm(Tensor, Tensor, Tensor, double)",
                                x -> Functional.batchNorm(x[0], null, null, EPSILON),
                                normalised(MAPS, 6, i -> i / 3 % 4, null, null, i -> 0),
                                MAPS)
                        .note("no weight"),
                OperatorCase.of(
                        "Functional.gelu(Tensor)",
                        x -> Functional.gelu(x[0]),
                        FRAMES.map(a -> 2 * a * ClosedForms.phi(2 * a)),
                        FRAMES.map(a -> 2 * a)),
                OperatorCase.of(
                        "Functional.gelu(Tensor)",
                        x -> Functional.gelu(x[0]),
                        Numbers.vector(0.8413447460685429, -0.15426876936299344, 1.9544997361036416),
                        Numbers.vector(1, -0.5, 2)),
                OperatorCase.of(
                        "Functional.relu(Tensor)", x -> Functional.relu(x[0]), FRAMES.map(a -> Math.max(0, a)), FRAMES),
                OperatorCase.of(
                        "Functional.softmax(Tensor, int)",
                        x -> Functional.softmax(x[0], -1),
                        rowwise(FRAMES, ClosedForms::softmax),
                        FRAMES),
                OperatorCase.of(
                        "Functional.logSoftmax(Tensor, int)",
                        x -> Functional.logSoftmax(x[0], 2),
                        rowwise(FRAMES, ClosedForms::softmax).map(Math::log),
                        FRAMES),
                OperatorCase.of(
                                "Functional.dropout(Tensor, double)",
                                x -> {
                                    Torch.manualSeed(11);
                                    return Functional.dropout(x[0].expand(40_000), 0.3)
                                            .mean();
                                },
                                scalar(2.5),
                                Numbers.vector(2.5))
                        .note("keeps the mean")
                        .within(0.02),
                OperatorCase.of(
                        "Functional.embedding(Tensor, Tensor, long)",
                        x -> Functional.embedding(x[0], x[1], -1),
                        Numbers.at(sizes(2, 2, 3), i -> TABLE.get(new int[] {3, 0, 0, 2}[i / 3], i % 3)),
                        TABLE,
                        longs(sizes(2, 2), 3, 0, 0, 2)),
                OperatorCase.of(
                        "Functional.upsampleBicubic2d(Tensor, int, int)",
                        x -> Functional.upsampleBicubic2d(x[0], 7, 4),
                        bicubic(PICTURE, 7, 4),
                        PICTURE));
    }

    private static Numbers products(Numbers left, Numbers right) {
        int rows = (int) left.shape()[1];
        int inner = (int) left.shape()[2];
        int columns = (int) right.shape()[2];
        return Numbers.at(sizes(left.shape()[0], rows, columns), i -> {
            int batch = i / (rows * columns);
            int row = i / columns % rows;
            int other = right.shape()[0] == 1 ? 0 : batch;
            return IntStream.range(0, inner)
                    .mapToDouble(k -> left.get(batch, row, k) * right.get(other, k, i % columns))
                    .sum();
        });
    }

    private static Numbers linear(Numbers input, Numbers weight, @Nullable Numbers bias) {
        int in = (int) weight.shape()[1];
        int out = (int) weight.shape()[0];
        return Numbers.at(sizes(2, 3, out), i -> {
            double sum = bias == null ? 0 : bias.get(i % out);
            for (int k = 0; k < in; k++) {
                sum += input.values()[i / out * in + k] * weight.get(i % out, k);
            }
            return sum;
        });
    }

    private static Numbers conv1d(
            Numbers input, Numbers weight, @Nullable Numbers bias, int stride, int padding, int groups) {
        int time = (int) input.shape()[2];
        int out = (int) weight.shape()[0];
        int channels = (int) weight.shape()[1];
        int kernel = (int) weight.shape()[2];
        int frames = (time + 2 * padding - kernel) / stride + 1;
        return Numbers.at(sizes(input.shape()[0], out, frames), i -> {
            int channel = i / frames % out;
            int first = channel / (out / groups) * channels;
            double sum = bias == null ? 0 : bias.get(channel);
            for (int c = 0; c < channels; c++) {
                for (int k = 0; k < kernel; k++) {
                    int at = i % frames * stride + k - padding;
                    if (at >= 0 && at < time) {
                        sum += input.get(i / (frames * out), first + c, at) * weight.get(channel, c, k);
                    }
                }
            }
            return sum;
        });
    }

    private static Numbers conv2d(
            Numbers input, Numbers weight, @Nullable Numbers bias, int stride, int padding, int groups) {
        int height = (int) input.shape()[2];
        int width = (int) input.shape()[3];
        int out = (int) weight.shape()[0];
        int channels = (int) weight.shape()[1];
        int kernel = (int) weight.shape()[2];
        int rows = (height + 2 * padding - kernel) / stride + 1;
        int columns = (width + 2 * padding - kernel) / stride + 1;
        return Numbers.at(sizes(input.shape()[0], out, rows, columns), i -> {
            int channel = i / (rows * columns) % out;
            int first = channel / (out / groups) * channels;
            double sum = bias == null ? 0 : bias.get(channel);
            for (int c = 0; c < channels; c++) {
                for (int ky = 0; ky < kernel; ky++) {
                    for (int kx = 0; kx < kernel; kx++) {
                        int y = i / columns % rows * stride + ky - padding;
                        int x = i % columns * stride + kx - padding;
                        if (y >= 0 && y < height && x >= 0 && x < width) {
                            sum += input.get(i / (rows * columns * out), first + c, y, x)
                                    * weight.get(channel, c, ky, kx);
                        }
                    }
                }
            }
            return sum;
        });
    }

    /** What a mask adds to the score of a pair. */
    private interface Mask {
        double at(int head, int time, int source);
    }

    private static OperatorCase attention(OperatorCase.Call call, Mask mask, Numbers... inputs) {
        var expected = Numbers.at(sizes(1, 2, 3, 2), i -> {
            int head = i / 6;
            int time = i / 2 % 3;
            var weights = ClosedForms.softmax(IntStream.range(0, 4)
                    .mapToDouble(source -> score(head, time, source) + mask.at(head, time, source))
                    .toArray());
            return IntStream.range(0, 4)
                    .mapToDouble(source -> weights[source] * VALUE.get(0, head, source, i % 2))
                    .sum();
        });
        return OperatorCase.of(
                "Functional.scaledDotProductAttention(Tensor, Tensor, Tensor, Tensor, double)", call, expected, inputs);
    }

    private static double score(int head, int time, int source) {
        double product = QUERY.get(0, head, time, 0) * KEY.get(0, head, source, 0)
                + QUERY.get(0, head, time, 1) * KEY.get(0, head, source, 1);
        return product / Math.sqrt(2);
    }

    /** The number that belongs to a position in row-major order. */
    private interface Position {
        int of(int index);
    }

    private static Numbers normalised(
            Numbers input,
            int groupSize,
            Position group,
            @Nullable Numbers weight,
            @Nullable Numbers bias,
            Position channel) {
        int groups = input.values().length / groupSize;
        var mean = new double[groups];
        var variance = new double[groups];
        for (int i = 0; i < input.values().length; i++) {
            mean[group.of(i)] += input.values()[i] / groupSize;
        }
        for (int i = 0; i < input.values().length; i++) {
            variance[group.of(i)] += Math.pow(input.values()[i] - mean[group.of(i)], 2) / groupSize;
        }
        return Numbers.at(input.shape(), i -> {
            double value = (input.values()[i] - mean[group.of(i)]) / Math.sqrt(variance[group.of(i)] + EPSILON);
            return weight == null || bias == null ? value : value * weight.get(channel.of(i)) + bias.get(channel.of(i));
        });
    }

    private interface RowFunction {
        double[] of(double... row);
    }

    private static Numbers rowwise(Numbers input, RowFunction function) {
        int length = (int) input.shape()[input.shape().length - 1];
        var all = IntStream.range(0, input.values().length / length)
                .mapToObj(row -> Arrays.copyOfRange(input.values(), row * length, (row + 1) * length))
                .flatMapToDouble(row -> Arrays.stream(function.of(row)))
                .toArray();
        return Numbers.of(input.shape(), all);
    }

    /** Keys, cubic convolution with a = -0.75, half-pixel centres, the edge repeated. */
    private static Numbers bicubic(Numbers input, int height, int width) {
        int rows = (int) input.shape()[2];
        int columns = (int) input.shape()[3];
        return Numbers.at(sizes(1, input.shape()[1], height, width), i -> {
            double y = (i / width % height + 0.5) * rows / height - 0.5;
            double x = (i % width + 0.5) * columns / width - 0.5;
            double sum = 0;
            for (int dy = -1; dy <= 2; dy++) {
                for (int dx = -1; dx <= 2; dx++) {
                    int fromY = (int) Math.floor(y) + dy;
                    int fromX = (int) Math.floor(x) + dx;
                    sum += cubic(y - fromY)
                            * cubic(x - fromX)
                            * input.get(
                                    0,
                                    i / (width * height),
                                    Math.clamp(fromY, 0, rows - 1),
                                    Math.clamp(fromX, 0, columns - 1));
                }
            }
            return sum;
        });
    }

    private static double cubic(double distance) {
        double a = -0.75;
        double d = Math.abs(distance);
        if (d <= 1) {
            return (a + 2) * d * d * d - (a + 3) * d * d + 1;
        }
        return d < 2 ? a * d * d * d - 5 * a * d * d + 8 * a * d - 4 * a : 0;
    }
}
