package io.github.data2vec4j.verify;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far one result is from its reference.
 *
 * @param name what was compared
 * @param largest the difference; of a tensor, that of the element that uses most of what it is allowed
 * @param place where it is, in words; empty for a single number
 * @param limit the largest difference that is allowed
 * @param rounding how much more is allowed there, since rounding alone carries as far; mostly 0
 */
public record Difference(String name, double largest, String place, double limit, double rounding) {

    /**
     * Compares a number, by the difference relative to the reference.
     *
     * @param rounding how far rounding alone carries the number, in its own unit
     */
    static Difference relative(String name, double actual, double expected, double limit, double rounding) {
        double unit = expected == 0 ? 1 : Math.abs(expected);
        return new Difference(name, Math.abs(actual - expected) / unit, "", limit, rounding / unit);
    }

    /** Compares a tensor, by the largest absolute difference of an element. */
    static Difference absolute(String name, Tensor actual, Tensor expected, double limit) {
        try (var scope = Scope.open()) {
            return absolute(name, actual, expected, limit, Tensors.zeros(DType.FLOAT64, actual.shape()));
        }
    }

    /**
     * Compares a tensor, by the largest absolute difference of an element.
     *
     * @param rounding how far rounding alone carries each element, float64 of the same shape
     */
    static Difference absolute(String name, Tensor actual, Tensor expected, double limit, Tensor rounding) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            var shapes =
                    "shape " + Arrays.toString(actual.shape()) + " instead of " + Arrays.toString(expected.shape());
            return new Difference(name, Double.POSITIVE_INFINITY, shapes, limit, 0);
        }
        try (var scope = Scope.open()) {
            var difference = distance(actual, expected).reshape(-1);
            var carried = rounding.reshape(-1);
            // Not a number is larger than any limit, and argmax finds it.
            long index = difference
                    .div(carried.add(limit + Double.MIN_NORMAL))
                    .argmax(0)
                    .itemAsLong();
            return new Difference(
                    name,
                    difference.select(0, index).item(),
                    "at " + place(index, actual.shape()),
                    limit,
                    carried.select(0, index).item());
        }
    }

    /** How far the elements of two tensors of one shape are apart, float64 in the current scope. */
    static Tensor distance(Tensor one, Tensor other) {
        return one.detach()
                .to(DType.FLOAT64)
                .sub(other.detach().to(DType.FLOAT64))
                .abs();
    }

    private static String place(long index, long[] shape) {
        var place = new long[shape.length];
        long rest = index;
        for (int i = shape.length - 1; i >= 0; i--) {
            place[i] = rest % shape[i];
            rest /= shape[i];
        }
        return Arrays.toString(place);
    }

    /** Whether the difference is allowed; one that is not a number never is. */
    public boolean isWithinLimit() {
        return largest <= limit + rounding;
    }

    /** Whether it is allowed only since rounding carries as far. */
    public boolean isRoundingAlone() {
        return largest > limit && isWithinLimit();
    }

    /** How much of what is allowed is used; above 1 it is broken. */
    public double shareOfLimit() {
        if (!isWithinLimit()) {
            double share = largest / (limit + rounding);
            return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
        }
        return largest == 0 ? 0 : largest / (limit + rounding);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-4s %-46s %9.2e of %.0e allowed%s%s",
                isWithinLimit() ? "ok" : "FAIL",
                name,
                largest,
                limit,
                place.isEmpty() ? "" : " " + place,
                rounding > 0 ? String.format(Locale.ROOT, " and %.0e for rounding", rounding) : "");
    }
}
