package io.github.data2vec4j.vision;

import java.util.Arrays;

/**
 * Resizes along rows, rounds, then along columns: the order and the rounding of PIL, for equal results. Pixels are
 * ints, 0xRRGGBB, an array for each row. Both passes mix whole rows, which is fast; the first one does so lying on its
 * side.
 */
final class BicubicResize {

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
        var mixer = new RowMixer(width);
        var mixed = new int[rows.size()][width];
        for (int y = 0; y < mixed.length; y++) {
            mixer.mix(pixels, first, rows, y, mixed[y]);
        }
        return mixed;
    }

    // Four rows at a time, so that what is written lies beside each other.
    private static int[][] transposed(int[][] pixels) {
        int height = pixels.length;
        int width = pixels[0].length;
        var turned = new int[width][height];
        int y = 0;
        for (; y + 4 <= height; y += 4) {
            transposeFour(pixels[y], pixels[y + 1], pixels[y + 2], pixels[y + 3], turned, y);
        }
        for (; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x][y] = pixels[y][x];
            }
        }
        return turned;
    }

    private static void transposeFour(int[] first, int[] second, int[] third, int[] fourth, int[][] turned, int y) {
        for (int x = 0; x < turned.length; x++) {
            var column = turned[x];
            column[y] = first[x];
            column[y + 1] = second[x];
            column[y + 2] = third[x];
            column[y + 3] = fourth[x];
        }
    }
}
