package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.scalar;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Operators that make one number of many, and order. */
final class ReductionCases {

    private static final Numbers GRID = Numbers.of(sizes(2, 3), 0.5, -1.25, 2, 3.5, 0.75, -0.5);
    private static final Numbers CUBE = Numbers.wavy(0.3, 2, 3, 2);

    private ReductionCases() {}

    static List<OperatorCase> all() {
        return List.of(
                whole("Tensor.sum(long[])", x -> x[0].sum(), ReductionCases::sum),
                rows("Tensor.sum(long[])", x -> x[0].sum(1), ReductionCases::sum),
                outer("Tensor.sum(long[])", x -> x[0].sum(0, -1), ReductionCases::sum),
                kept("Tensor.sumKeeping(long[])", x -> x[0].sumKeeping(1), ReductionCases::sum),
                whole("Tensor.mean(long[])", x -> x[0].mean(), ReductionCases::mean),
                rows("Tensor.mean(long[])", x -> x[0].mean(-1), ReductionCases::mean),
                outer("Tensor.mean(long[])", x -> x[0].mean(0, 2), ReductionCases::mean),
                kept("Tensor.meanKeeping(long[])", x -> x[0].meanKeeping(1), ReductionCases::mean),
                whole("Tensor.amax(long[])", x -> x[0].amax(), ReductionCases::max),
                rows("Tensor.amax(long[])", x -> x[0].amax(1), ReductionCases::max),
                outer("Tensor.amax(long[])", x -> x[0].amax(0, 2), ReductionCases::max),
                whole("Tensor.amin(long[])", x -> x[0].amin(), ReductionCases::min),
                rows("Tensor.amin(long[])", x -> x[0].amin(1), ReductionCases::min),
                whole("Tensor.logsumexp(long[])", x -> x[0].logsumexp(), ReductionCases::logsumexp),
                rows("Tensor.logsumexp(long[])", x -> x[0].logsumexp(1), ReductionCases::logsumexp),
                whole("Tensor.norm(long[])", x -> x[0].norm(), ReductionCases::norm),
                rows("Tensor.norm(long[])", x -> x[0].norm(1), ReductionCases::norm),
                outer("Tensor.norm(long[])", x -> x[0].norm(0, -1), ReductionCases::norm),
                OperatorCase.of("Tensor.norm(long[])", x -> x[0].norm(), scalar(1.5), scalar(-1.5))
                        .note("of a single number"),
                OperatorCase.of(
                                "Tensor.norm(long[])",
                                x -> x[0].norm(1),
                                vector(0, 5),
                                Numbers.of(sizes(2, 2), 0, 0, 3, -4).fixed())
                        .note("of zeros"),
                kept("Tensor.normKeeping(long[])", x -> x[0].normKeeping(1), ReductionCases::norm),
                OperatorCase.of(
                                "Tensor.normKeeping(long[])",
                                x -> x[0].normKeeping(),
                                Numbers.of(sizes(1, 1, 1), norm(CUBE.values())),
                                CUBE)
                        .note("over all"),
                whole("Tensor.var(long[])", x -> x[0].var(), values -> deviations(values) / (values.length - 1)),
                rows("Tensor.var(long[])", x -> x[0].var(1), values -> deviations(values) / (values.length - 1)),
                kept(
                        "Tensor.populationVarKeeping(long[])",
                        x -> x[0].populationVarKeeping(1),
                        values -> deviations(values) / values.length),
                whole(
                        "Tensor.std(long[])",
                        x -> x[0].std(),
                        values -> Math.sqrt(deviations(values) / (values.length - 1))),
                rows(
                        "Tensor.std(long[])",
                        x -> x[0].std(1),
                        values -> Math.sqrt(deviations(values) / (values.length - 1))),
                OperatorCase.of("Tensor.argmax(int)", x -> x[0].argmax(1), longs(sizes(2), 2, 0), GRID),
                OperatorCase.of("Tensor.argmax(int)", x -> x[0].argmax(0), longs(sizes(3), 1, 1, 0), GRID),
                OperatorCase.of(
                        "Tensor.cumsum(int)",
                        x -> x[0].cumsum(1),
                        Numbers.of(sizes(2, 3), 0.5, -0.75, 1.25, 3.5, 4.25, 3.75),
                        GRID),
                OperatorCase.of(
                        "Tensor.sort(int)",
                        x -> x[0].sort(1).values(),
                        Numbers.of(sizes(2, 3), -1.25, 0.5, 2, -0.5, 0.75, 3.5),
                        GRID),
                OperatorCase.of(
                                "Tensor.sort(int)",
                                x -> x[0].sort(1).indices(),
                                longs(sizes(2, 3), 1, 0, 2, 2, 1, 0),
                                GRID)
                        .note("indices"),
                OperatorCase.of(
                        "Tensor.topk(long, int)",
                        x -> x[0].topk(2, 1).values(),
                        Numbers.of(sizes(2, 2), 2, 0.5, 3.5, 0.75),
                        GRID),
                OperatorCase.of(
                                "Tensor.topk(long, int)",
                                x -> x[0].topk(2, 1).indices(),
                                longs(sizes(2, 2), 2, 0, 0, 1),
                                GRID)
                        .note("indices"));
    }

    private static OperatorCase whole(String operator, OperatorCase.Call call, ToDoubleFunction<double[]> reduction) {
        return OperatorCase.of(operator, call, scalar(reduction.applyAsDouble(GRID.values())), GRID)
                .note("over all");
    }

    private static double[] byRow(ToDoubleFunction<double[]> reduction) {
        var first = Arrays.copyOfRange(GRID.values(), 0, 3);
        var second = Arrays.copyOfRange(GRID.values(), 3, 6);
        return new double[] {reduction.applyAsDouble(first), reduction.applyAsDouble(second)};
    }

    private static OperatorCase rows(String operator, OperatorCase.Call call, ToDoubleFunction<double[]> reduction) {
        return OperatorCase.of(operator, call, vector(byRow(reduction)), GRID).note("over each row");
    }

    private static OperatorCase kept(String operator, OperatorCase.Call call, ToDoubleFunction<double[]> reduction) {
        return OperatorCase.of(operator, call, Numbers.of(sizes(2, 1), byRow(reduction)), GRID);
    }

    /** Over the first and the last of three dimensions. */
    private static OperatorCase outer(String operator, OperatorCase.Call call, ToDoubleFunction<double[]> reduction) {
        var expected = new double[3];
        for (int j = 0; j < 3; j++) {
            expected[j] = reduction.applyAsDouble(
                    new double[] {CUBE.get(0, j, 0), CUBE.get(0, j, 1), CUBE.get(1, j, 0), CUBE.get(1, j, 1)});
        }
        return OperatorCase.of(operator, call, vector(expected), CUBE).note("over two dimensions");
    }

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double mean(double... values) {
        return sum(values) / values.length;
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double min(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double logsumexp(double... values) {
        return Math.log(Arrays.stream(values).map(Math::exp).sum());
    }

    private static double norm(double... values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    private static double deviations(double... values) {
        double mean = mean(values);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }
}
