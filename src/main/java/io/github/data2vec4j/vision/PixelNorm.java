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
     * @param pixels gives size rows of size pixels
     * @param slot [3, size, size] floats in native byte order
     */
    void write(RowMixer pixels, int size, MemorySegment slot) {
        var values = new float[size];
        long row = (long) size * Float.BYTES;
        for (int y = 0; y < size; y++) {
            var levels = pixels.row(y);
            long to = y * row;
            put(levels.red(), mean.red(), std.red(), values, slot, to);
            put(levels.green(), mean.green(), std.green(), values, slot, to + size * row);
            put(levels.blue(), mean.blue(), std.blue(), values, slot, to + 2L * size * row);
        }
    }

    private static void put(int[] levels, float mean, float std, float[] values, MemorySegment slot, long to) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (levels[i] / 255f - mean) / std;
        }
        MemorySegment.copy(values, 0, slot, ValueLayout.JAVA_FLOAT, to, values.length);
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
}
