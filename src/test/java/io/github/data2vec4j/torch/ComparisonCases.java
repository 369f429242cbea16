package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.booleans;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.List;

/** Operators whose result is a bool tensor. */
final class ComparisonCases {

    private static final Numbers LEFT = vector(1, 2, 3, -0.0);
    private static final Numbers RIGHT = vector(2, 2, 2, 0);
    private static final Numbers P = booleans(sizes(4), 0, 0, 1, 1);
    private static final Numbers Q = booleans(sizes(4), 0, 1, 0, 1);

    private ComparisonCases() {}

    static List<OperatorCase> all() {
        return List.of(
                compare("Tensor.eq(Tensor)", x -> x[0].eq(x[1]), 0, 1, 0, 1),
                compare("Tensor.ne(Tensor)", x -> x[0].ne(x[1]), 1, 0, 1, 0),
                compare("Tensor.lt(Tensor)", x -> x[0].lt(x[1]), 1, 0, 0, 0),
                compare("Tensor.le(Tensor)", x -> x[0].le(x[1]), 1, 1, 0, 1),
                compare("Tensor.gt(Tensor)", x -> x[0].gt(x[1]), 0, 0, 1, 0),
                compare("Tensor.ge(Tensor)", x -> x[0].ge(x[1]), 0, 1, 1, 1),
                OperatorCase.of(
                                "Tensor.ge(Tensor)",
                                x -> x[0].ge(x[1]),
                                booleans(sizes(2, 2), 1, 0, 1, 1),
                                Numbers.of(sizes(2, 1), 1, 2),
                                vector(0, 1.5))
                        .note("broadcast"),
                logical("Tensor.logicalAnd(Tensor)", x -> x[0].logicalAnd(x[1]), 0, 0, 0, 1),
                logical("Tensor.logicalOr(Tensor)", x -> x[0].logicalOr(x[1]), 0, 1, 1, 1),
                OperatorCase.of("Tensor.logicalNot()", x -> x[0].logicalNot(), booleans(sizes(4), 1, 1, 0, 0), P),
                OperatorCase.of(
                        "Tensor.isfinite()",
                        x -> x[0].isfinite(),
                        booleans(sizes(4), 1, 0, 0, 0),
                        vector(0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)),
                whole("Tensor.all()", x -> x[0].all(), 0, P),
                whole("Tensor.all()", x -> x[0].all(), 1, booleans(sizes(2), 1, 1))
                        .note("of true"),
                whole("Tensor.any()", x -> x[0].any(), 1, P),
                whole("Tensor.any()", x -> x[0].any(), 0, booleans(sizes(2), 0, 0))
                        .note("of false"));
    }

    private static OperatorCase compare(String operator, OperatorCase.Call call, int... expected) {
        return OperatorCase.of(operator, call, booleans(sizes(4), expected), LEFT, RIGHT);
    }

    private static OperatorCase logical(String operator, OperatorCase.Call call, int... expected) {
        return OperatorCase.of(operator, call, booleans(sizes(4), expected), P, Q);
    }

    private static OperatorCase whole(String operator, OperatorCase.Call call, int expected, Numbers input) {
        return OperatorCase.of(operator, call, booleans(sizes(), expected), input);
    }
}
