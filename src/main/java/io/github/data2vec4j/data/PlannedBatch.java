package io.github.data2vec4j.data;

import java.util.Arrays;

/**
 * What a batch holds.
 *
 * @param samples their numbers in the source, one for each row
 * @param rowShape shape of a row, such as [channel, height, width] or [sample]
 */
public record PlannedBatch(int[] samples, long[] rowShape) {

    public PlannedBatch {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a batch holds at least one sample");
        }
    }

    /** Shape of the whole batch, [row, ...]. */
    public long[] shape() {
        var shape = new long[rowShape.length + 1];
        shape[0] = samples.length;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        return shape;
    }

    /** Number of elements of the whole batch. */
    public long elements() {
        return elements(shape());
    }

    static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlannedBatch that
                && Arrays.equals(samples, that.samples)
                && Arrays.equals(rowShape, that.rowShape);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(samples) + Arrays.hashCode(rowShape);
    }

    @Override
    public String toString() {
        return "samples " + Arrays.toString(samples) + " of shape " + Arrays.toString(rowShape);
    }
}
