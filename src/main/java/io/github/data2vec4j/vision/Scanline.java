package io.github.data2vec4j.vision;

/**
 * Pixels beside each other, each colour by itself as one int per value: loops over them become vector code, which loops
 * over interleaved bytes do not.
 *
 * <p>Every change ends in whole numbers from 0 to 255, fractions cut off, as in the library (PIL) that the published
 * pipeline uses; so results agree with it bit by bit. Between {@link #begin} and {@link #finish} the numbers are
 * weighted sums.
 */
final class Scanline {

    private final int[] red;
    private final int[] green;
    private final int[] blue;

    /** @param length in pixels */
    Scanline(int length) {
        red = new int[length];
        green = new int[length];
        blue = new int[length];
    }

    /** Takes over as many pixels as there is room for, each 0xRRGGBB with anything above. */
    void read(int[] pixels) {
        var reds = red;
        var greens = green;
        var blues = blue;
        // The compiler makes vector code only where all arrays are walked from the same index.
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            reds[i] = pixel >> 16 & 255;
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

    /** Begins weighted sums with the first two summands. */
    void begin(Scanline one, int weight, Scanline other, int otherWeight) {
        begin(red, one.red, weight, other.red, otherWeight);
        begin(green, one.green, weight, other.green, otherWeight);
        begin(blue, one.blue, weight, other.blue, otherWeight);
    }

    private static void begin(int[] sums, int[] one, int weight, int[] other, int otherWeight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = BicubicAxis.ONE_HALF + weight * one[i] + otherWeight * other[i];
        }
    }

    /** Adds two more. Two at a time halve how often the sums are loaded and stored. */
    void add(Scanline one, int weight, Scanline other, int otherWeight) {
        add(red, one.red, weight, other.red, otherWeight);
        add(green, one.green, weight, other.green, otherWeight);
        add(blue, one.blue, weight, other.blue, otherWeight);
    }

    private static void add(int[] sums, int[] one, int weight, int[] other, int otherWeight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * one[i] + otherWeight * other[i];
        }
    }

    /** From weighted sums to values. */
    void finish() {
        finish(red);
        finish(green);
        finish(blue);
    }

    private static void finish(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = BicubicAxis.toValue(sums[i]);
        }
    }

    /** The scanline's own array, like those of the other colours. */
    int[] red() {
        return red;
    }

    int[] green() {
        return green;
    }

    int[] blue() {
        return blue;
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
