package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.List;

/** Operators that arrange the same elements anew. */
final class ShapingCases {

    private static final Numbers GRID = Numbers.of(sizes(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Numbers CUBE = Numbers.at(sizes(2, 3, 2), i -> i);
    private static final Numbers LINE = vector(1, 2, 3, 4, 5, 6, 7);

    private ShapingCases() {}

    static List<OperatorCase> all() {
        return List.of(
                of("Tensor.reshape(long[])", x -> x[0].reshape(3, -1), GRID, sizes(3, 2), 1, 2, 3, 4, 5, 6),
                of("Tensor.transpose(int, int)", x -> x[0].transpose(0, 1), GRID, sizes(3, 2), 1, 4, 2, 5, 3, 6),
                of("Tensor.transpose(int, int)", x -> x[0].transpose(-1, 0), CUBE, sizes(2, 3, 2), new double[] {
                    0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11
                }),
                of("Tensor.permute(long[])", x -> x[0].permute(2, 0, 1), CUBE, sizes(2, 2, 3), new double[] {
                    0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11
                }),
                of("Tensor.unsqueeze(int)", x -> x[0].unsqueeze(1), GRID, sizes(2, 1, 3), 1, 2, 3, 4, 5, 6),
                of("Tensor.squeeze(int)", x -> x[0].squeeze(0), GRID.reshaped(1, 6), sizes(6), 1, 2, 3, 4, 5, 6),
                of("Tensor.squeeze(int)", x -> x[0].squeeze(0), GRID, sizes(2, 3), 1, 2, 3, 4, 5, 6)
                        .note("of another size"),
                of(
                        "Tensor.expand(long[])",
                        x -> x[0].expand(2, -1, 2),
                        vector(1, 2, 3).reshaped(1, 3, 1),
                        sizes(2, 3, 2),
                        new double[] {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3}),
                of("Tensor.narrow(int, long, long)", x -> x[0].narrow(1, 1, 2), GRID, sizes(2, 2), 2, 3, 5, 6),
                of("Tensor.slice(int, long, long, long)", x -> x[0].slice(0, 1, 6, 2), LINE, sizes(3), 2, 4, 6),
                of("Tensor.slice(int, long, long, long)", x -> x[0].slice(0, -2, 99, 1), LINE, sizes(2), 6, 7)
                        .note("from the end"),
                of("Tensor.select(int, long)", x -> x[0].select(1, -1), GRID, sizes(2), 3, 6),
                of(
                        "Tensor.asStrided(long[], long[], long)",
                        x -> x[0].asStrided(sizes(2, 2), sizes(1, 3), 1),
                        GRID,
                        sizes(2, 2),
                        new double[] {2, 5, 3, 6}),
                of("Tensor.unfold(int, long, long)", x -> x[0].unfold(0, 3, 2), LINE, sizes(3, 3), new double[] {
                    1, 2, 3, 3, 4, 5, 5, 6, 7
                }),
                of("Tensor.pad(double, long[])", x -> x[0].pad(9, 1, 0, 0, 1), GRID, sizes(3, 4), new double[] {
                    9, 1, 2, 3, 9, 4, 5, 6, 9, 9, 9, 9
                }),
                of("Tensor.flip(long[])", x -> x[0].flip(0, 1), GRID, sizes(2, 3), 6, 5, 4, 3, 2, 1),
                of("Tensor.roll(long, int)", x -> x[0].roll(1, 1), GRID, sizes(2, 3), 3, 1, 2, 6, 4, 5),
                of("Tensor.roll(long, int)", x -> x[0].roll(-2, 0), LINE, sizes(7), 3, 4, 5, 6, 7, 1, 2),
                of(
                        "Tensor.repeatInterleave(long, int)",
                        x -> x[0].repeatInterleave(2, 1),
                        vector(1, 2, 3, 4).reshaped(2, 2),
                        sizes(2, 4),
                        new double[] {1, 1, 2, 2, 3, 3, 4, 4}),
                of("Tensor.contiguous()", x -> x[0].transpose(0, 1).contiguous(), GRID, sizes(3, 2), new double[] {
                    1, 4, 2, 5, 3, 6
                }),
                of("Tensor.copy()", x -> x[0].copy(), GRID, sizes(2, 3), 1, 2, 3, 4, 5, 6),
                of("Tensor.alias()", x -> x[0].alias(), GRID, sizes(2, 3), 1, 2, 3, 4, 5, 6),
                of("Tensor.detach()", x -> x[0].detach(), GRID.fixed(), sizes(2, 3), 1, 2, 3, 4, 5, 6),
                of("Tensor.to(Device)", x -> x[0].to(Device.CPU), GRID, sizes(2, 3), 1, 2, 3, 4, 5, 6),
                OperatorCase.of(
                        "Tensor.to(DType)",
                        x -> x[0].to(DType.INT64),
                        longs(sizes(4), 1, -1, 0, 3),
                        vector(1.9, -1.9, 0.4, 3)),
                OperatorCase.of(
                                "Tensor.to(DType)",
                                x -> x[0].to(DType.BFLOAT16),
                                vector(1.0078125, 1.0078125, -1, 3.140625).as(DType.BFLOAT16),
                                vector(1.007, 1.01, -1.003, 3.1415926).fixed())
                        .note("rounds to 8 bits"),
                OperatorCase.of(
                                "Tensor.to(DType)",
                                x -> x[0].to(DType.BOOL),
                                Numbers.booleans(sizes(3), 1, 0, 1),
                                vector(0.1, 0, -2))
                        .note("bool"));
    }

    private static OperatorCase of(
            String operator, OperatorCase.Call call, Numbers input, long[] shape, double... expected) {
        return OperatorCase.of(operator, call, Numbers.of(shape, expected), input);
    }
}
