package io.github.data2vec4j.vision;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * From bytes to what a model reads: (value / 255 - mean) / std for each channel, in float.
 *
 * @param mean subtracted from values between 0 and 1
 * @param std divides what is left
 */
public record PixelNorm(Rgb mean, Rgb std) {

    /** Of ImageNet, as in the paper's vision experiments. */
    public static final PixelNorm IMAGENET =
            new PixelNorm(new Rgb(0.485f, 0.456f, 0.406f), new Rgb(0.229f, 0.224f, 0.225f));

    /** From -1 to 1, as in the preprocessor that Hugging Face ships with data2vec vision models. */
    public static final PixelNorm HALF = new PixelNorm(new Rgb(0.5f, 0.5f, 0.5f), new Rgb(0.5f, 0.5f, 0.5f));

    /**
     * One number per channel.
     *
     * @param red number of the red channel
     * @param green number of the green channel
     * @param blue number of the blue channel
     */
    public record Rgb(float red, float green, float blue) {}

    /** @throws IllegalArgumentException if a standard deviation is not positive */
    public PixelNorm {
        if (!(std.red() > 0 && std.green() > 0 && std.blue() > 0)) {
            throw new IllegalArgumentException("standard deviations are greater than 0, but are " + std);
        }
    }

    /**
     * @param rgb [pixels, 3]
     * @param slot [3, pixels] floats in native byte order; of exactly that size
     */
    void write(byte[] rgb, MemorySegment slot) {
        int pixels = rgb.length / 3;
        var values = new float[rgb.length];
        write(rgb, 0, table(mean.red(), std.red()), values, 0);
        write(rgb, 1, table(mean.green(), std.green()), values, pixels);
        write(rgb, 2, table(mean.blue(), std.blue()), values, 2 * pixels);
        MemorySegment.copy(values, 0, slot, ValueLayout.JAVA_FLOAT, 0, values.length);
    }

    /** The colour of a pixel that was written, 0xRRGGBB. */
    int rgb(float red, float green, float blue) {
        return level(red, mean.red(), std.red()) << 16
                | level(green, mean.green(), std.green()) << 8
                | level(blue, mean.blue(), std.blue());
    }

    private static int level(float value, float mean, float std) {
        return Math.clamp(Math.round((value * std + mean) * 255), 0, 255);
    }

    static void requireSlot(MemorySegment slot, int size) {
        if (slot.byteSize() != slotBytes(size)) {
            throw new IllegalArgumentException("a picture [3, %d, %d] of floats needs %d bytes, but the slot has %d"
                    .formatted(size, size, slotBytes(size), slot.byteSize()));
        }
    }

    static long slotBytes(int size) {
        return 3L * size * size * Float.BYTES;
    }

    private static void write(byte[] rgb, int channel, float[] table, float[] values, int to) {
        for (int i = channel; i < rgb.length; i += 3) {
            values[to++] = table[rgb[i] & 255];
        }
    }

    private static float[] table(float mean, float std) {
        var table = new float[256];
        for (int value = 0; value < 256; value++) {
            table[value] = (value / 255f - mean) / std;
        }
        return table;
    }
}
