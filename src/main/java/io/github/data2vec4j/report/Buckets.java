package io.github.data2vec4j.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Few rows that stand for many: each run of neighbours gives its least and its greatest value, in their order, so that
 * no peak is lost.
 */
final class Buckets {

    private Buckets() {}

    /** Where bucket {@code i} of {@code buckets} begins; with as many buckets as rows each has one. */
    static int start(int i, int buckets, int rows) {
        return (int) ((long) i * rows / buckets);
    }

    /** The rows of the extremes of a column; a bucket without a number gives its first row, which is a gap. */
    static List<Integer> extremes(double[] values, int most) {
        int buckets = Math.min(most, values.length);
        var rows = new ArrayList<Integer>();
        for (int i = 0; i < buckets; i++) {
            addExtremes(values, start(i, buckets, values.length), start(i + 1, buckets, values.length), rows);
        }
        return rows;
    }

    private static void addExtremes(double[] values, int from, int to, List<Integer> rows) {
        int least = -1;
        int greatest = -1;
        for (int row = from; row < to; row++) {
            if (Double.isFinite(values[row])) {
                least = least < 0 || values[row] < values[least] ? row : least;
                greatest = greatest < 0 || values[row] > values[greatest] ? row : greatest;
            }
        }
        if (least < 0) {
            rows.add(from);
        } else if (least == greatest) {
            rows.add(least);
        } else {
            rows.add(Math.min(least, greatest));
            rows.add(Math.max(least, greatest));
        }
    }

    /** One row of each bucket, its middle; the last row stands for the last bucket. */
    static List<Integer> middles(int rows, int most) {
        int buckets = Math.min(most, rows);
        var middles = new ArrayList<Integer>();
        for (int i = 0; i < buckets; i++) {
            int from = start(i, buckets, rows);
            middles.add(i == buckets - 1 ? rows - 1 : from + (start(i + 1, buckets, rows) - from) / 2);
        }
        return middles;
    }
}
