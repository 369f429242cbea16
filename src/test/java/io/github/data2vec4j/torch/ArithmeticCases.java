package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.vector;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that compute element by element. */
final class ArithmeticCases {

    private static final Numbers A = Numbers.of(sizes(2, 3), 0.5, -1.25, 2, 3.5, 0.75, -0.5);
    private static final Numbers B = Numbers.of(sizes(2, 3), -1.5, 0.25, 2.5, 4, -0.75, 1.125);
    private static final Numbers ROW = vector(2, -0.5, 1.5);
    private static final Numbers COLUMN = Numbers.of(sizes(2, 1), 0.7, -1.9);
    private static final Numbers POSITIVE = Numbers.of(sizes(2, 3), 0.5, 1.25, 2, 3.5, 0.75, 0.125);
    private static final Numbers SMALL = vector(-0.9, -0.3, 0, 0.2, 0.75);

    private ArithmeticCases() {}

    static List<OperatorCase> all() {
        return List.of(
                pair("Tensor.add(Tensor)", x -> x[0].add(x[1]), Double::sum),
                pair("Tensor.sub(Tensor)", x -> x[0].sub(x[1]), (a, b) -> a - b),
                pair("Tensor.mul(Tensor)", x -> x[0].mul(x[1]), (a, b) -> a * b),
                pair("Tensor.div(Tensor)", x -> x[0].div(x[1]), (a, b) -> a / b),
                pair("Tensor.minimum(Tensor)", x -> x[0].minimum(x[1]), Math::min),
                pair("Tensor.maximum(Tensor)", x -> x[0].maximum(x[1]), Math::max),
                OperatorCase.of("Tensor.pow(Tensor)", x -> x[0].pow(x[1]), POSITIVE.with(B, Math::pow), POSITIVE, B),
                OperatorCase.of("Tensor.add(Tensor)", x -> x[0].add(x[1]), byRow(Double::sum), A, ROW)
                        .note("broadcast along rows"),
                OperatorCase.of("Tensor.mul(Tensor)", x -> x[0].mul(x[1]), byRow((a, b) -> a * b), A, ROW)
                        .note("broadcast along rows"),
                OperatorCase.of("Tensor.sub(Tensor)", x -> x[0].sub(x[1]), outer((a, b) -> a - b), COLUMN, ROW)
                        .note("both are broadcast"),
                OperatorCase.of("Tensor.div(Tensor)", x -> x[0].div(x[1]), outer((a, b) -> a / b), COLUMN, ROW)
                        .note("both are broadcast"),
                whole("Tensor.add(Tensor)", x -> x[0].add(x[1]), (1L << 50) + 3, 1, -7),
                whole("Tensor.sub(Tensor)", x -> x[0].sub(x[1]), (1L << 50) - 1, 5, -1),
                whole("Tensor.mul(Tensor)", x -> x[0].mul(x[1]), (1L << 51) + 2, -6, 12),
                OperatorCase.of(
                        "Tensor.lerp(Tensor, Tensor)",
                        x -> x[0].lerp(x[1], x[2]),
                        Numbers.at(
                                sizes(2, 3),
                                i -> A.values()[i] + POSITIVE.values()[i] * (B.values()[i] - A.values()[i])),
                        A,
                        B,
                        POSITIVE),
                unary("Tensor.add(double)", x -> x[0].add(1.75), a -> a + 1.75, A),
                unary("Tensor.sub(double)", x -> x[0].sub(1.75), a -> a - 1.75, A),
                unary("Tensor.mul(double)", x -> x[0].mul(-0.3), a -> a * -0.3, A),
                unary("Tensor.div(double)", x -> x[0].div(0.7), a -> a / 0.7, A),
                unary("Tensor.pow(double)", x -> x[0].pow(3), a -> a * a * a, A),
                unary("Tensor.pow(double)", x -> x[0].pow(-0.5), a -> 1 / Math.sqrt(a), POSITIVE)
                        .note("of a fraction"),
                unary("Tensor.clamp(double, double)", x -> x[0].clamp(-1, 1), a -> Math.max(-1, Math.min(1, a)), A),
                unary("Tensor.neg()", x -> x[0].neg(), a -> -a, A),
                unary("Tensor.abs()", x -> x[0].abs(), Math::abs, A),
                unary("Tensor.sign()", x -> x[0].sign(), Math::signum, A),
                unary(
                                "Tensor.sign()",
                                x -> x[0].sign(),
                                Math::signum,
                                vector(0, -0.0, 7).fixed())
                        .note("of zero"),
                unary("Tensor.square()", x -> x[0].square(), a -> a * a, A),
                unary("Tensor.sqrt()", x -> x[0].sqrt(), Math::sqrt, POSITIVE),
                unary("Tensor.rsqrt()", x -> x[0].rsqrt(), a -> 1 / Math.sqrt(a), POSITIVE),
                unary("Tensor.reciprocal()", x -> x[0].reciprocal(), a -> 1 / a, A),
                unary("Tensor.exp()", x -> x[0].exp(), Math::exp, A),
                unary("Tensor.log()", x -> x[0].log(), Math::log, POSITIVE),
                unary("Tensor.sin()", x -> x[0].sin(), Math::sin, A),
                unary("Tensor.cos()", x -> x[0].cos(), Math::cos, A),
                unary("Tensor.tanh()", x -> x[0].tanh(), Math::tanh, A),
                unary("Tensor.sigmoid()", x -> x[0].sigmoid(), a -> 1 / (1 + Math.exp(-a)), A),
                unary("Tensor.erf()", x -> x[0].erf(), ClosedForms::erf, A),
                OperatorCase.of(
                        "Tensor.erf()",
                        x -> x[0].erf(),
                        vector(-0.9661051464753108, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527),
                        vector(-1.5, 0.5, 1, 2)),
                OperatorCase.of("Tensor.erfinv()", x -> x[0].erfinv(), SMALL, SMALL.map(ClosedForms::erf))
                        .note("of erf"),
                OperatorCase.of(
                        "Tensor.erfinv()",
                        x -> x[0].erfinv(),
                        vector(-0.17914345462129164, 0.4769362762044699, 1.1630871536766743),
                        vector(-0.2, 0.5, 0.9)),
                unary("Tensor.floor()", x -> x[0].floor(), Math::floor, A.map(a -> a + 0.1)),
                unary("Tensor.round()", x -> x[0].round(), Math::rint, A.map(a -> a + 0.1)),
                OperatorCase.of(
                                "Tensor.round()",
                                x -> x[0].round(),
                                vector(0, 2, 2, -2, -4),
                                vector(0.5, 1.5, 2.5, -1.5, -3.5).fixed())
                        .note("halves go to the even number"));
    }

    private static OperatorCase unary(
            String operator, OperatorCase.Call call, DoubleUnaryOperator function, Numbers input) {
        return OperatorCase.of(operator, call, input.map(function), input);
    }

    private static OperatorCase whole(String operator, OperatorCase.Call call, long... expected) {
        var left = Numbers.longs(sizes(3), (1L << 50) + 1, 3, -4);
        var right = Numbers.longs(sizes(3), 2, -2, -3);
        return OperatorCase.of(operator, call, Numbers.longs(sizes(3), expected), left, right)
                .note("int64");
    }

    private static OperatorCase pair(String operator, OperatorCase.Call call, DoubleBinaryOperator function) {
        return OperatorCase.of(operator, call, A.with(B, function), A, B);
    }

    private static Numbers byRow(DoubleBinaryOperator function) {
        return Numbers.at(sizes(2, 3), i -> function.applyAsDouble(A.values()[i], ROW.values()[i % 3]));
    }

    private static Numbers outer(DoubleBinaryOperator function) {
        return Numbers.at(sizes(2, 3), i -> function.applyAsDouble(COLUMN.values()[i / 3], ROW.values()[i % 3]));
    }
}
