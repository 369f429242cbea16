package io.github.data2vec4j.vision;

/**
 * Pixels beside each other, each colour by itself as one int per value: loops over them become vector code, which loops
 * over interleaved bytes do not.
 *
 * <p>Every change ends in whole numbers from 0 to 255, fractions cut off, as in the library (PIL) that the published
 * pipeline uses; so results agree with it bit by bit.
 */
final class Scanline {

    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final int[] packed;

    /** @param length in pixels */
    Scanline(int length) {
        red = new int[length];
        green = new int[length];
        blue = new int[length];
        packed = new int[length];
    }

    /** Takes over pixels that are each 0xRRGGBB, beginning with the one at an index. */
    void read(int[] pixels, int from) {
        var reds = red;
        var greens = green;
        var blues = blue;
        var all = packed;
        // The compiler makes vector code only where all arrays are walked from the same index.
        System.arraycopy(pixels, from, all, 0, all.length);
        for (int i = 0; i < all.length; i++) {
            int pixel = all[i];
            reds[i] = pixel >> 16;
            greens[i] = pixel >> 8 & 255;
            blues[i] = pixel & 255;
        }
    }

    /** Mixes with one grey. */
    void mix(int grey, float factor) {
        mix(red, grey, factor);
        mix(green, grey, factor);
        mix(blue, grey, factor);
    }

    private static void mix(int[] values, int grey, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = mixed(grey, values[i], factor);
        }
    }

    /** Mixes each pixel with its own grey. */
    void saturate(float factor) {
        var reds = red;
        var greens = green;
        var blues = blue;
        for (int i = 0; i < reds.length; i++) {
            int grey = grey(reds[i], greens[i], blues[i]);
            reds[i] = mixed(grey, reds[i], factor);
            greens[i] = mixed(grey, greens[i], factor);
            blues[i] = mixed(grey, blues[i], factor);
        }
    }

    /** The sum of all pixels' greys. */
    long sumOfGrey() {
        var reds = red;
        var greens = green;
        var blues = blue;
        int sum = 0;
        for (int i = 0; i < reds.length; i++) {
            sum += grey(reds[i], greens[i], blues[i]);
        }
        return sum;
    }

    /** Writes the pixels, each 0xRRGGBB. */
    void write(int[] pixels) {
        var reds = red;
        var greens = green;
        var blues = blue;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = reds[i] << 16 | greens[i] << 8 | blues[i];
        }
    }

    // ITU-R 601 luma, 0.299 R + 0.587 G + 0.114 B, in units of 1/65536.
    private static int grey(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    private static int mixed(int with, int value, float factor) {
        float exact = with + factor * (value - with);
        return Math.max(0, Math.min(255, (int) exact));
    }
}
