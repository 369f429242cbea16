package io.github.data2vec4j.report;

/** The mean of the values around each; what is no number is left out. */
final class RunningMean {

    // A twentieth of a short run, but of a long one not so much that what happens in it disappears.
    private static final int SHORT_PART = 40;
    private static final int LONG_PART = 400;
    private static final int SHORT_REACH = 50;

    private RunningMean() {}

    /** How many values count for each on either side of it. */
    static int reach(int values) {
        return Math.max(Math.min(values / SHORT_PART, SHORT_REACH), values / LONG_PART);
    }

    static double[] of(double[] values) {
        int reach = reach(values.length);
        if (reach == 0) {
            return values.clone();
        }
        var means = new double[values.length];
        // Sums of all values before each, and how many of them are numbers.
        var sums = new double[values.length + 1];
        var counts = new int[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            boolean counting = Double.isFinite(values[i]);
            sums[i + 1] = sums[i] + (counting ? values[i] : 0);
            counts[i + 1] = counts[i] + (counting ? 1 : 0);
        }
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, i - reach);
            int to = Math.min(values.length, i + reach + 1);
            int count = counts[to] - counts[from];
            means[i] = count == 0 ? Double.NaN : (sums[to] - sums[from]) / count;
        }
        return means;
    }
}
