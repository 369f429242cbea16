package io.github.data2vec4j.verify;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far one result is from its reference.
 *
 * @param name what was compared
 * @param largest the largest difference
 * @param place where it is, in words; empty for a single number
 * @param limit the largest difference that is allowed
 */
public record Difference(String name, double largest, String place, double limit) {

    /** Compares a number, by the difference relative to the reference. */
    static Difference relative(String name, double actual, double expected, double limit) {
        double difference = Math.abs(actual - expected);
        return new Difference(name, expected == 0 ? difference : difference / Math.abs(expected), "", limit);
    }

    /** Compares a tensor, by the largest absolute difference of an element. */
    static Difference absolute(String name, Tensor actual, Tensor expected, double limit) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            var shapes =
                    "shape " + Arrays.toString(actual.shape()) + " instead of " + Arrays.toString(expected.shape());
            return new Difference(name, Double.POSITIVE_INFINITY, shapes, limit);
        }
        try (var scope = Scope.open()) {
            var difference = actual.detach()
                    .to(DType.FLOAT64)
                    .sub(expected.to(DType.FLOAT64))
                    .abs()
                    .reshape(-1);
            // Not a number is larger than any limit, and amax lets it through.
            int index = (int) difference.argmax(0).itemAsLong();
            double largest = difference.amax().item();
            return new Difference(name, largest, "at " + place(index, actual.shape()), limit);
        }
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
        return largest <= limit;
    }

    /** How much of the limit is used; above 1 it is broken. */
    public double shareOfLimit() {
        if (limit == 0) {
            return isWithinLimit() ? 0 : Double.POSITIVE_INFINITY;
        }
        return Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest / limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-4s %-46s %9.2e of %.0e allowed %s",
                isWithinLimit() ? "ok" : "FAIL",
                name,
                largest,
                limit,
                place);
    }
}
