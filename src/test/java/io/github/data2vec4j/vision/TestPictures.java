package io.github.data2vec4j.vision;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pictures that a few lines of Python can make too. */
final class TestPictures {

    private TestPictures() {}

    /** Value of channel c at (x, y): (37 x + 61 y + 101 c + 7 x y c) mod 256. */
    static Picture patterned(int width, int height) {
        var rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = (byte) (37 * x + 61 * y + 101 * c + 7 * x * y * c);
                }
            }
        }
        return new Picture(width, height, rgb);
    }

    static int[] unsigned(byte[] rgb) {
        var values = new int[rgb.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rgb[i] & 255;
        }
        return values;
    }

    /** [height, width, 3] of so many rows. */
    static int[] unsigned(PixelRows rows, int width, int height) {
        var row = new int[width];
        return IntStream.range(0, height)
                .flatMap(y -> {
                    rows.read(y, row);
                    return Arrays.stream(row);
                })
                .flatMap(pixel -> IntStream.of(pixel >> 16, pixel >> 8 & 255, pixel & 255))
                .toArray();
    }
}
