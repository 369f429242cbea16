package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.booleans;
import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.scalar;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.List;

/** Operators that change the tensor itself; here a copy, so that gradients reach the original. */
final class InPlaceCases {

    private static final Numbers GRID = Numbers.of(sizes(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Numbers ROW = vector(2, -0.5, 1.5);
    private static final Numbers ZERO = scalar(0).fixed();

    private InPlaceCases() {}

    static List<OperatorCase> all() {
        return List.of(
                OperatorCase.of(
                        "Tensor.copy_(Tensor)",
                        x -> x[0].copy().copy_(x[1]),
                        Numbers.of(sizes(2, 3), 2, -0.5, 1.5, 2, -0.5, 1.5),
                        GRID,
                        ROW),
                OperatorCase.of(
                                "Tensor.copy_(Tensor)",
                                x -> x[0].copy().copy_(x[1]),
                                vector(3, -2),
                                vector(0, 0),
                                longs(sizes(2), 3, -2))
                        .note("of another dtype"),
                OperatorCase.of("Tensor.zero_()", x -> x[0].copy().zero_(), vector(0, 0, 0), ROW),
                OperatorCase.of("Tensor.fill_(double)", x -> x[0].copy().fill_(-2.5), vector(-2.5, -2.5, -2.5), ROW),
                OperatorCase.of(
                                "Tensor.fill_(double)",
                                x -> x[0].copy().fill_(7),
                                longs(sizes(2), 7, 7),
                                longs(sizes(2), 1, 2))
                        .note("int64"),
                OperatorCase.of(
                        "Tensor.mul_(Tensor)",
                        x -> x[0].copy().mul_(x[1]),
                        Numbers.of(sizes(2, 3), 2, -1, 4.5, 8, -2.5, 9),
                        GRID,
                        ROW),
                OperatorCase.of("Tensor.mul_(double)", x -> x[0].copy().mul_(-2), vector(-4, 1, -3), ROW),
                OperatorCase.of(
                        "Tensor.maskedFill_(Tensor, double)",
                        x -> x[0].copy().maskedFill_(x[1], 9),
                        Numbers.of(sizes(2, 3), 1, 9, 3, 4, 9, 6),
                        GRID,
                        booleans(sizes(3), 0, 1, 0)),
                OperatorCase.of(
                        "Tensor.lerp_(Tensor, double)",
                        x -> x[0].copy().lerp_(x[1], 0.25),
                        vector(2.5, 0.875, 0.125),
                        ROW,
                        vector(4, 5, -4)),
                OperatorCase.of(
                        "Tensor.indexCopy_(int, Tensor, Tensor)",
                        x -> x[0].copy().indexCopy_(1, x[1], x[2]),
                        Numbers.of(sizes(2, 3), 20, 2, 10, 40, 5, 30),
                        GRID,
                        longs(sizes(2), 2, 0),
                        Numbers.of(sizes(2, 2), 10, 20, 30, 40)),
                drawn("Tensor.uniform_(double, double)", x -> x.uniform_(2, 5).mean(), 3.5),
                drawn("Tensor.uniform_(double, double)", x -> x.uniform_(2, 5).var(), 0.75)
                        .note("variance"),
                drawn("Tensor.normal_(double, double)", x -> x.normal_(-1, 0.5).mean(), -1),
                drawn("Tensor.normal_(double, double)", x -> x.normal_(-1, 0.5).std(), 0.5)
                        .note("deviation"),
                drawn("Tensor.bernoulli_(double)", x -> x.bernoulli_(0.2).mean(), 0.2),
                drawn("Tensor.bernoulli_(double)", x -> x.bernoulli_(0.2).var(), 0.16)
                        .note("variance"));
    }

    private interface Draw {
        Tensor from(Tensor x);
    }

    /** A moment of 40,000 random numbers: three standard errors are less than the tolerance. */
    private static OperatorCase drawn(String operator, Draw draw, double moment) {
        return OperatorCase.of(
                        operator,
                        x -> {
                            Torch.manualSeed(5);
                            return draw.from(x[0].expand(40_000).copy());
                        },
                        scalar(moment),
                        ZERO.reshaped(1))
                .within(0.015);
    }
}
