package io.github.data2vec4j.vision;

import java.util.Arrays;

/**
 * Resizes along rows, rounds, then along columns: the order and the rounding of PIL, for equal results. Pixels are
 * ints, 0xRRGGBB. Both passes mix whole rows, which the JIT compiler turns into vector code (as long as all arrays are
 * walked from the same index: hence one for each row); the first pass does so lying on its side.
 */
final class BicubicResize {

    // Sixteen ints are a cache line.
    private static final int BLOCK = 16;

    private BicubicResize() {}

    /**
     * Resizes.
     *
     * @param pixels [height, width]
     * @return [rows, columns] for the new pixels that the axes ask for
     */
    static int[][] resize(int[][] pixels, BicubicAxis columns, BicubicAxis rows) {
        var needed = Arrays.copyOfRange(pixels, rows.begin(), rows.end());
        var narrowed = mixedRows(transposed(needed), columns, 0);
        return mixedRows(transposed(narrowed), rows, rows.begin());
    }

    /** @param first the old row that the pixels begin with */
    private static int[][] mixedRows(int[][] pixels, BicubicAxis rows, int first) {
        int width = pixels[0].length;
        var red = new int[width];
        var green = new int[width];
        var blue = new int[width];
        var mixed = new int[rows.size()][width];
        for (int y = 0; y < mixed.length; y++) {
            Arrays.fill(red, BicubicAxis.ONE_HALF);
            Arrays.fill(green, BicubicAxis.ONE_HALF);
            Arrays.fill(blue, BicubicAxis.ONE_HALF);
            for (int tap = 0; tap < rows.taps(y); tap++) {
                int weight = rows.weights()[rows.weightsAt(y) + tap];
                addWeighted(pixels[rows.first(y) + tap - first], weight, red, green, blue);
            }
            pack(red, green, blue, mixed[y]);
        }
        return mixed;
    }

    private static void addWeighted(int[] pixels, int weight, int[] red, int[] green, int[] blue) {
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            red[i] += weight * (pixel >> 16);
            green[i] += weight * (pixel >> 8 & 255);
            blue[i] += weight * (pixel & 255);
        }
    }

    private static void pack(int[] red, int[] green, int[] blue, int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = BicubicAxis.toValue(red[i]) << 16
                    | BicubicAxis.toValue(green[i]) << 8
                    | BicubicAxis.toValue(blue[i]);
        }
    }

    private static int[][] transposed(int[][] pixels) {
        int height = pixels.length;
        int width = pixels[0].length;
        var turned = new int[width][height];
        for (int top = 0; top < height; top += BLOCK) {
            int bottom = Math.min(top + BLOCK, height);
            for (int x = 0; x < width; x++) {
                var to = turned[x];
                for (int y = top; y < bottom; y++) {
                    to[y] = pixels[y][x];
                }
            }
        }
        return turned;
    }
}
