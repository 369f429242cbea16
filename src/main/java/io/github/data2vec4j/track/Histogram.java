package io.github.data2vec4j.track;

import java.util.Arrays;

/**
 * How values are spread (HistogramProto): how many lie up to each limit and above the one before it.
 *
 * @param limits upper ends of the buckets
 * @param counts values in each
 */
record Histogram(
        double min, double max, long number, double sum, double sumOfSquares, double[] limits, double[] counts) {

    private static final int BUCKETS = 30;

    /** Of the values that are numbers, in buckets of equal width. */
    static Histogram of(double[] values) {
        var finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        var statistics = Arrays.stream(finite).summaryStatistics();
        if (finite.length == 0) {
            return new Histogram(0, 0, 0, 0, 0, new double[] {0}, new double[] {0});
        }
        double min = statistics.getMin();
        double max = statistics.getMax();
        int buckets = max > min ? BUCKETS : 1;
        var limits = new double[buckets];
        Arrays.setAll(limits, i -> i == buckets - 1 ? max : min + (max - min) * (i + 1) / buckets);
        var counts = new double[buckets];
        for (double value : finite) {
            int found = Arrays.binarySearch(limits, value);
            counts[found >= 0 ? found : -found - 1]++;
        }
        double squares = Arrays.stream(finite).map(value -> value * value).sum();
        return new Histogram(min, max, finite.length, statistics.getSum(), squares, limits, counts);
    }

    ProtoMessage message() {
        return new ProtoMessage()
                .real(1, min)
                .real(2, max)
                .real(3, (double) number)
                .real(4, sum)
                .real(5, sumOfSquares)
                .packed(6, limits)
                .packed(7, counts);
    }
}
