package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.nio.file.Path;

/** A decoded picture. */
public final class Picture {

    private final int width;
    private final int height;
    private final StoredPixels pixels;

    /**
     * @param width in pixels
     * @param height in pixels
     * @param rgb [height, width, 3], one unsigned byte per value, red first
     * @throws IllegalArgumentException if a side is not positive or the array has another length than the sides say
     */
    public Picture(int width, int height, byte[] rgb) {
        this(width, height, packed(width, height, rgb));
    }

    /** @param pixels [height, width], each 0xRRGGBB; kept, not copied */
    Picture(int width, int height, int[] pixels) {
        this(width, height, (from, some) -> System.arraycopy(pixels, from, some, 0, some.length));
    }

    /** @param pixels [height, width]; as long as they can be read, so long is the picture valid */
    Picture(int width, int height, StoredPixels pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    private static int[] packed(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "a picture of %d x %d pixels cannot have %d bytes".formatted(width, height, rgb.length));
        }
        var pixels = new int[rgb.length / 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | (rgb[3 * i + 2] & 255);
        }
        return pixels;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** [height, width, 3], one unsigned byte per value, red first; a new array. */
    public byte[] rgb() {
        var all = new int[width * height];
        pixels.read(0, all);
        var rgb = new byte[3 * all.length];
        for (int i = 0; i < all.length; i++) {
            rgb[3 * i] = (byte) (all[i] >> 16);
            rgb[3 * i + 1] = (byte) (all[i] >> 8);
            rgb[3 * i + 2] = (byte) all[i];
        }
        return rgb;
    }

    /** Copies as many pixels of a row as the array holds, each 0xRRGGBB with anything above. */
    void read(int y, int x, int[] row) {
        pixels.read(y * width + x, row);
    }

    /**
     * Reads a JPEG, PNG or WebP file as it is stored: colour profiles and the camera's orientation tag are ignored, as
     * the usual training pipelines do. Transparent parts are laid over white, 16-bit samples lose their low byte, inks
     * (CMYK) become light by the plainest formula.
     *
     * <p>ImageIO does it, so that pixels are the same on every machine.
     *
     * @throws BadPictureException if the file is broken, cut off or not a picture
     * @throws IOException if the file cannot be read at all
     */
    public static Picture read(Path file) throws IOException {
        return read(new FileContent(file));
    }

    /** The same, wherever it is stored. */
    public static Picture read(Content content) throws IOException {
        return decode(content.bytes(), content.name());
    }

    /**
     * The same for a file already in memory, for example an entry of an archive.
     *
     * @param name what to call it in messages
     * @throws BadPictureException as {@link #read(Path)}
     */
    public static Picture decode(byte[] file, String name) throws BadPictureException {
        try (var picture = ImageIoDecoder.open(file, name)) {
            return picture.decode(1).picture();
        }
    }
}
