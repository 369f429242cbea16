package io.github.data2vec4j.vision;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What the JDK's JPEG reader shall read into: bytes in the order in which it has them, so that it copies whole rows,
 * which its own choice, blue first, does not allow.
 */
final class RgbBytes implements StoredPixels {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final ColorSpace SPACE = ColorSpace.getInstance(ColorSpace.CS_sRGB);

    private final int width;
    private final int height;
    private final byte[] rgb;

    RgbBytes(int width, int height) {
        this.width = width;
        this.height = height;
        // The last pixel is read with the byte that follows.
        this.rgb = new byte[3 * width * height + 1];
    }

    /** An image that is stored here. */
    BufferedImage image() {
        var model = new ComponentColorModel(SPACE, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        var raster = Raster.createInterleavedRaster(
                new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, new int[] {0, 1, 2}, null);
        return new BufferedImage(model, raster, false, null);
    }

    @Override
    public void read(int from, int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (int) INT.get(rgb, 3 * (from + i)) >>> 8;
        }
    }
}
