package io.github.data2vec4j.vision;

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

    /** [pixels, 3] of pixels that are each 0xRRGGBB. */
    static int[] unsigned(int[] pixels) {
        var values = new int[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[3 * i] = pixels[i] >> 16;
            values[3 * i + 1] = pixels[i] >> 8 & 255;
            values[3 * i + 2] = pixels[i] & 255;
        }
        return values;
    }

    static CropBox whole(Picture picture) {
        return new CropBox(0, 0, picture.width(), picture.height());
    }
}
