package io.github.data2vec4j.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;

/**
 * The stored samples of an ImageIO picture as RGB pixels, each 0xRRGGBB. {@link BufferedImage#getRGB(int, int)} is not
 * used where it can be avoided: it is slow and takes grey for linear light, which makes grey pictures brighter than
 * they are.
 */
final class RgbPixels {

    private RgbPixels() {}

    static int[] of(BufferedImage image) {
        var model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return fromPalette(image, palette);
        }
        if (model instanceof ComponentColorModel
                && isGreyOrRgb(model.getColorSpace())
                && model.getComponentSize(0) >= 8) {
            boolean threeBytes = model.getNumComponents() == 3
                    && image.getRaster().getDataBuffer() instanceof DataBufferByte
                    && image.getSampleModel() instanceof ComponentSampleModel;
            return threeBytes ? fromBytes(image) : fromSamples(image);
        }
        return fromPacked(image);
    }

    private static boolean isGreyOrRgb(ColorSpace space) {
        return space.getType() == ColorSpace.TYPE_GRAY || space.getType() == ColorSpace.TYPE_RGB;
    }

    private static int[] fromBytes(BufferedImage image) {
        var raster = image.getRaster();
        var samples = (ComponentSampleModel) raster.getSampleModel();
        var buffer = (DataBufferByte) raster.getDataBuffer();
        int[] bands = samples.getBandOffsets();
        int pixelStride = samples.getPixelStride();
        int width = image.getWidth();
        int height = image.getHeight();
        var red = buffer.getData(samples.getBankIndices()[0]);
        var green = buffer.getData(samples.getBankIndices()[1]);
        var blue = buffer.getData(samples.getBankIndices()[2]);
        var pixels = new int[width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = y * samples.getScanlineStride();
            for (int x = 0; x < width; x++, from += pixelStride) {
                pixels[to++] = (red[from + bands[0]] & 255) << 16
                        | (green[from + bands[1]] & 255) << 8
                        | (blue[from + bands[2]] & 255);
            }
        }
        return pixels;
    }

    private static int[] fromSamples(BufferedImage image) {
        var model = image.getColorModel();
        int bands = model.getNumComponents();
        int colours = model.getNumColorComponents();
        int alpha = model.hasAlpha() ? bands - 1 : -1;
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width * bands];
        var pixels = new int[width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int opacity = alpha < 0 ? 255 : to8Bit(row[from + alpha], model.getComponentSize(alpha));
                int pixel = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int band = colours == 1 ? 0 : channel;
                    int value = to8Bit(row[from + band], model.getComponentSize(band));
                    pixel = pixel << 8 | overWhite(value, opacity);
                }
                pixels[to++] = pixel;
            }
        }
        return pixels;
    }

    private static int[] fromPalette(BufferedImage image, IndexColorModel palette) {
        var colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width];
        var pixels = new int[width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int index : row) {
                pixels[to++] = overWhite(colours[index]);
            }
        }
        return pixels;
    }

    private static int[] fromPacked(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width];
        var pixels = new int[width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                pixels[to++] = overWhite(argb);
            }
        }
        return pixels;
    }

    private static int overWhite(int argb) {
        int opacity = argb >>> 24;
        return overWhite(argb >> 16 & 255, opacity) << 16
                | overWhite(argb >> 8 & 255, opacity) << 8
                | overWhite(argb & 255, opacity);
    }

    private static int to8Bit(int sample, int bits) {
        return sample >> (bits - 8);
    }

    private static int overWhite(int value, int opacity) {
        return (value * opacity + 255 * (255 - opacity) + 127) / 255;
    }
}
