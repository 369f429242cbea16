package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.booleans;
import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.List;

/** Operators that pick elements by position or by a mask. */
final class PickingCases {

    private static final Numbers GRID = Numbers.of(sizes(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Numbers OTHER = Numbers.of(sizes(2, 3), -1, -2, -3, -4, -5, -6);
    private static final Numbers MASK = booleans(sizes(2, 3), 1, 0, 0, 1, 1, 0);

    private PickingCases() {}

    static List<OperatorCase> all() {
        return List.of(
                OperatorCase.of(
                        "Tensor.indexSelect(int, Tensor)",
                        x -> x[0].indexSelect(1, x[1]),
                        Numbers.of(sizes(2, 4), 3, 1, 1, 3, 6, 4, 4, 6),
                        GRID,
                        longs(sizes(4), 2, 0, 0, 2)),
                OperatorCase.of(
                        "Tensor.gather(int, Tensor)",
                        x -> x[0].gather(1, x[1]),
                        Numbers.of(sizes(2, 2), 3, 3, 4, 5),
                        GRID,
                        longs(sizes(2, 2), 2, 2, 0, 1)),
                OperatorCase.of(
                        "Tensor.scatter(int, Tensor, Tensor)",
                        x -> x[0].scatter(1, x[1], x[2]),
                        Numbers.of(sizes(2, 3), 1, 20, 10, 30, 5, 40),
                        GRID,
                        longs(sizes(2, 2), 2, 1, 0, 2),
                        Numbers.of(sizes(2, 2), 10, 20, 30, 40)),
                OperatorCase.of(
                        "Tensor.maskedSelect(Tensor)", x -> x[0].maskedSelect(x[1]), vector(1, 4, 5), GRID, MASK),
                OperatorCase.of(
                                "Tensor.maskedSelect(Tensor)",
                                x -> x[0].maskedSelect(x[1]),
                                vector(2, 5),
                                GRID,
                                booleans(sizes(3), 0, 1, 0))
                        .note("broadcast"),
                OperatorCase.of(
                        "Tensor.maskedFill(Tensor, double)",
                        x -> x[0].maskedFill(x[1], -7.5),
                        Numbers.of(sizes(2, 3), -7.5, 2, 3, -7.5, -7.5, 6),
                        GRID,
                        MASK),
                OperatorCase.of(
                                "Tensor.maskedFill(Tensor, double)",
                                x -> x[0].maskedFill(x[1], -7),
                                longs(sizes(2), -7, 2),
                                longs(sizes(2), 1, 2),
                                booleans(sizes(2), 1, 0))
                        .note("int64"),
                OperatorCase.of(
                        "Tensor.where(Tensor, Tensor)",
                        x -> x[0].where(x[1], x[2]),
                        Numbers.of(sizes(2, 3), 1, -2, -3, 4, 5, -6),
                        MASK,
                        GRID,
                        OTHER),
                OperatorCase.of(
                                "Tensor.where(Tensor, Tensor)",
                                x -> x[0].where(x[1], x[2]),
                                Numbers.of(sizes(2, 2), 9, 2, 1, 9),
                                booleans(sizes(2, 2), 1, 0, 0, 1),
                                vector(9).reshaped(1, 1),
                                vector(1, 2))
                        .note("broadcast"),
                OperatorCase.of("Tensor.nonzero()", x -> x[0].nonzero(), longs(sizes(3, 2), 0, 0, 1, 0, 1, 1), MASK),
                OperatorCase.of(
                        "Tensor.oneHot(long)",
                        x -> x[0].oneHot(4),
                        longs(sizes(3, 4), 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1),
                        longs(sizes(3), 2, 0, 3)));
    }
}
