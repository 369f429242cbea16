package io.github.data2vec4j.vision;

import java.util.Arrays;

/**
 * Weighted sums of rows of pixels, 0xRRGGBB each. The loops become vector code because each walks all of its arrays
 * from the same index, and two rows at a time halve how often the sums are loaded and stored.
 */
final class RowMixer {

    private final int[] red;
    private final int[] green;
    private final int[] blue;

    /** @param width of the rows */
    RowMixer(int width) {
        red = new int[width];
        green = new int[width];
        blue = new int[width];
    }

    /**
     * Mixes.
     *
     * @param rows the old ones
     * @param first number of the row that they begin with
     * @param y which new row is wanted
     * @param mixed receives it
     */
    void mix(int[][] rows, int first, BicubicAxis axis, int y, int[] mixed) {
        clear();
        int weight = axis.weightsAt(y);
        int row = axis.first(y) - first;
        int end = row + axis.taps(y);
        for (; row + 1 < end; row += 2, weight += 2) {
            add(rows[row], axis.weights()[weight], rows[row + 1], axis.weights()[weight + 1]);
        }
        if (row < end) {
            add(rows[row], axis.weights()[weight], rows[row], 0);
        }
        write(mixed);
    }

    private void clear() {
        Arrays.fill(red, BicubicAxis.ONE_HALF);
        Arrays.fill(green, BicubicAxis.ONE_HALF);
        Arrays.fill(blue, BicubicAxis.ONE_HALF);
    }

    private void add(int[] row, int weight, int[] other, int otherWeight) {
        var reds = red;
        var greens = green;
        var blues = blue;
        for (int i = 0; i < row.length; i++) {
            int pixel = row[i];
            int second = other[i];
            reds[i] += weight * (pixel >> 16) + otherWeight * (second >> 16);
            greens[i] += weight * (pixel >> 8 & 255) + otherWeight * (second >> 8 & 255);
            blues[i] += weight * (pixel & 255) + otherWeight * (second & 255);
        }
    }

    private void write(int[] mixed) {
        var reds = red;
        var greens = green;
        var blues = blue;
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = BicubicAxis.toValue(reds[i]) << 16
                    | BicubicAxis.toValue(greens[i]) << 8
                    | BicubicAxis.toValue(blues[i]);
        }
    }
}
