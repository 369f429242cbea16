package io.github.data2vec4j.vision;

import java.util.Arrays;

/** Resizes along rows, rounds, then along columns: the order and the rounding of PIL, for equal results. */
final class BicubicResize {

    private BicubicResize() {}

    /**
     * Resizes.
     *
     * @param rgb [height, width, 3]
     * @param width of rgb
     * @return [rows, columns, 3] for the new pixels that the axes ask for
     */
    static byte[] resize(byte[] rgb, int width, BicubicAxis columns, BicubicAxis rows) {
        var narrowed = alongRows(rgb, width, columns, rows.begin(), rows.end());
        return alongColumns(narrowed, columns.size(), rows);
    }

    // One int per value: the second pass runs over whole rows of them, which the JIT compiler turns into vector code.
    private static int[] alongRows(byte[] rgb, int width, BicubicAxis columns, int top, int bottom) {
        var weights = columns.weights();
        var result = new int[3 * columns.size() * (bottom - top)];
        int to = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < columns.size(); x++, to += 3) {
                int red = BicubicAxis.ONE_HALF;
                int green = BicubicAxis.ONE_HALF;
                int blue = BicubicAxis.ONE_HALF;
                int from = 3 * (y * width + columns.first(x));
                int weightsBegin = columns.weightsAt(x);
                int weightsEnd = weightsBegin + columns.taps(x);
                for (int i = weightsBegin; i < weightsEnd; i++, from += 3) {
                    int weight = weights[i];
                    red += weight * (rgb[from] & 255);
                    green += weight * (rgb[from + 1] & 255);
                    blue += weight * (rgb[from + 2] & 255);
                }
                result[to] = BicubicAxis.toValue(red);
                result[to + 1] = BicubicAxis.toValue(green);
                result[to + 2] = BicubicAxis.toValue(blue);
            }
        }
        return result;
    }

    private static byte[] alongColumns(int[] values, int width, BicubicAxis rows) {
        int rowLength = 3 * width;
        var sums = new int[rowLength];
        var result = new byte[rowLength * rows.size()];
        for (int y = 0; y < rows.size(); y++) {
            Arrays.fill(sums, BicubicAxis.ONE_HALF);
            for (int tap = 0; tap < rows.taps(y); tap++) {
                int from = (rows.first(y) + tap - rows.begin()) * rowLength;
                addWeighted(values, from, rows.weights()[rows.weightsAt(y) + tap], sums);
            }
            for (int i = 0; i < rowLength; i++) {
                result[y * rowLength + i] = (byte) BicubicAxis.toValue(sums[i]);
            }
        }
        return result;
    }

    private static void addWeighted(int[] values, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[from + i];
        }
    }
}
