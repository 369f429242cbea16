package io.github.data2vec4j.torch;

import java.util.List;

/**
 * An operator with inputs, and what must come of them, worked out without libtorch.
 *
 * @param operator the method, such as {@code Tensor.add(Tensor)}
 * @param note tells cases of one method apart
 * @param tolerance largest difference relative to the larger of 1 and the expected number, in float64
 */
record OperatorCase(String operator, String note, Call call, List<Numbers> inputs, Numbers expected, double tolerance) {

    private static final double EXACT = 1e-12;

    /** The operator at work. */
    @FunctionalInterface
    interface Call {
        Tensor on(Tensor[] x);
    }

    static OperatorCase of(String operator, Call call, Numbers expected, Numbers... inputs) {
        return new OperatorCase(operator, "", call, List.of(inputs), expected, EXACT);
    }

    OperatorCase note(String text) {
        return new OperatorCase(operator, text, call, inputs, expected, tolerance);
    }

    OperatorCase within(double difference) {
        return new OperatorCase(operator, note, call, inputs, expected, difference);
    }

    boolean hasGradient() {
        return expected.dtype() == DType.FLOAT64 && inputs.stream().anyMatch(Numbers::varied);
    }

    @Override
    public String toString() {
        return note.isEmpty() ? operator : operator + ": " + note;
    }
}
