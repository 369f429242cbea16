package io.github.data2vec4j.vision;

import java.util.Arrays;

/**
 * Resizes along rows, rounds, then along columns: the order and the rounding of PIL, for equal results. Pixels are ints,
 * 0xRRGGBB. Both passes mix whole rows, which the JIT compiler turns into vector code; the first one does so lying on
 * its side.
 */
final class BicubicResize {

    // Sixteen ints are a cache line.
    private static final int BLOCK = 16;

    private BicubicResize() {}

    /**
     * Resizes.
     *
     * @param pixels [height, width]
     * @param width of pixels
     * @return [rows, columns] for the new pixels that the axes ask for
     */
    static int[] resize(int[] pixels, int width, BicubicAxis columns, BicubicAxis rows) {
        int top = rows.begin();
        int height = rows.end() - top;
        var lying = transposed(pixels, top * width, height, width);
        var narrowed = mixedRows(lying, height, columns, 0);
        var standing = transposed(narrowed, 0, columns.size(), height);
        return mixedRows(standing, columns.size(), rows, top);
    }

    /** @param first the old row that the pixels begin with */
    private static int[] mixedRows(int[] pixels, int width, BicubicAxis rows, int first) {
        var red = new int[width];
        var green = new int[width];
        var blue = new int[width];
        // The compiler makes vector code only where all arrays are walked from the same index.
        var row = new int[width];
        var result = new int[width * rows.size()];
        for (int y = 0; y < rows.size(); y++) {
            Arrays.fill(red, BicubicAxis.ONE_HALF);
            Arrays.fill(green, BicubicAxis.ONE_HALF);
            Arrays.fill(blue, BicubicAxis.ONE_HALF);
            for (int tap = 0; tap < rows.taps(y); tap++) {
                System.arraycopy(pixels, (rows.first(y) + tap - first) * width, row, 0, width);
                addWeighted(row, rows.weights()[rows.weightsAt(y) + tap], red, green, blue);
            }
            pack(red, green, blue, row);
            System.arraycopy(row, 0, result, y * width, width);
        }
        return result;
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

    private static int[] transposed(int[] pixels, int from, int height, int width) {
        var result = new int[width * height];
        for (int top = 0; top < height; top += BLOCK) {
            int bottom = Math.min(top + BLOCK, height);
            for (int x = 0; x < width; x++) {
                for (int y = top; y < bottom; y++) {
                    result[x * height + y] = pixels[from + y * width + x];
                }
            }
        }
        return result;
    }
}
