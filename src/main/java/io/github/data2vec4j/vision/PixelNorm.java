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
     * @param pixels [height, width], each 0xRRGGBB
     * @param slot [3, height, width] floats in native byte order; of exactly that size
     */
    void write(int[][] pixels, MemorySegment slot) {
        write(pixels, 16, mean.red(), std.red(), slot, 0);
        write(pixels, 8, mean.green(), std.green(), slot, 1);
        write(pixels, 0, mean.blue(), std.blue(), slot, 2);
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

    private static void write(int[][] pixels, int shift, float mean, float std, MemorySegment slot, int channel) {
        int width = pixels[0].length;
        var values = new float[width];
        long to = slot.byteSize() / 3 * channel;
        for (var row : pixels) {
            for (int i = 0; i < values.length; i++) {
                values[i] = ((row[i] >> shift & 255) / 255f - mean) / std;
            }
            MemorySegment.copy(values, 0, slot, ValueLayout.JAVA_FLOAT, to, width);
            to += (long) width * Float.BYTES;
        }
    }
}
