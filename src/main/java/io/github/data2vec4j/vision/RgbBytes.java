package io.github.data2vec4j.vision;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;

/**
 * The stored samples of an ImageIO picture as RGB bytes. {@link BufferedImage#getRGB(int, int)} is not used where it
 * can be avoided: it is slow and takes grey for linear light, which makes grey pictures brighter than they are.
 */
final class RgbBytes {

    private RgbBytes() {}

    static byte[] of(BufferedImage image) {
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

    private static byte[] fromBytes(BufferedImage image) {
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
        var rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = y * samples.getScanlineStride();
            for (int x = 0; x < width; x++, from += pixelStride, to += 3) {
                rgb[to] = red[from + bands[0]];
                rgb[to + 1] = green[from + bands[1]];
                rgb[to + 2] = blue[from + bands[2]];
            }
        }
        return rgb;
    }

    private static byte[] fromSamples(BufferedImage image) {
        var model = image.getColorModel();
        int bands = model.getNumComponents();
        int colours = model.getNumColorComponents();
        int alpha = model.hasAlpha() ? bands - 1 : -1;
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width * bands];
        var rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int opacity = alpha < 0 ? 255 : to8Bit(row[from + alpha], model.getComponentSize(alpha));
                for (int channel = 0; channel < 3; channel++) {
                    int band = colours == 1 ? 0 : channel;
                    rgb[to++] = overWhite(to8Bit(row[from + band], model.getComponentSize(band)), opacity);
                }
            }
        }
        return rgb;
    }

    private static byte[] fromPalette(BufferedImage image, IndexColorModel palette) {
        var colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width];
        var rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int index : row) {
                to = put(colours[index], rgb, to);
            }
        }
        return rgb;
    }

    private static byte[] fromPacked(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var row = new int[width];
        var rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                to = put(argb, rgb, to);
            }
        }
        return rgb;
    }

    private static int put(int argb, byte[] rgb, int to) {
        int opacity = argb >>> 24;
        rgb[to] = overWhite(argb >> 16 & 255, opacity);
        rgb[to + 1] = overWhite(argb >> 8 & 255, opacity);
        rgb[to + 2] = overWhite(argb & 255, opacity);
        return to + 3;
    }

    private static int to8Bit(int sample, int bits) {
        return sample >> (bits - 8);
    }

    private static byte overWhite(int value, int opacity) {
        return (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
    }
}
