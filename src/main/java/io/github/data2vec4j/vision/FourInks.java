package io.github.data2vec4j.vision;

import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * From the samples of a JPEG file with four colours to RGB. They are taken for cyan, magenta, yellow and black as Adobe
 * stores them, 255 for no ink, without a colour profile: each light is what two inks let through. PIL does the same.
 *
 * @param ycck whether the first three are luma and chroma of what the inks let through
 */
record FourInks(boolean ycck) {

    private static final int BANDS = 4;
    private static final int COMPONENTS_AT = 9;
    private static final int ADOBE_TRANSFORM_AT = 15;
    private static final int YCCK_TRANSFORM = 2;

    /** The inks of a JPEG file; null if it is stored in other colours, or its header cannot be followed. */
    @Nullable
    static FourInks in(byte[] file) {
        int transform = 0;
        int at = 2;
        while (at + ADOBE_TRANSFORM_AT < file.length && (file[at] & 255) == 0xff) {
            int marker = file[at + 1] & 255;
            if (marker == 0xff) {
                // Any number of these may stand before a marker.
                at++;
                continue;
            }
            if (isFrame(marker)) {
                return file[at + COMPONENTS_AT] == BANDS ? new FourInks(transform == YCCK_TRANSFORM) : null;
            }
            if (marker == 0xee && isAdobe(file, at + 4)) {
                transform = file[at + ADOBE_TRANSFORM_AT] & 255;
            }
            at += 2 + (file[at + 2] & 255) * 256 + (file[at + 3] & 255);
        }
        return null;
    }

    // Start of frame: 0xc0 to 0xcf, but for three that mean something else.
    private static boolean isFrame(int marker) {
        return (marker & 0xf0) == 0xc0 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean isAdobe(byte[] file, int at) {
        return file[at] == 'A'
                && file[at + 1] == 'd'
                && file[at + 2] == 'o'
                && file[at + 3] == 'b'
                && file[at + 4] == 'e';
    }

    /**
     * Converts.
     *
     * @param stored four samples for each pixel, as they are in the file
     * @return [height, width], each 0xRRGGBB
     */
    int[] toRgb(Raster stored) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        var row = new int[BANDS * width];
        var pixels = new int[width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += BANDS) {
                if (ycck) {
                    toInks(row, from);
                }
                int black = row[from + 3];
                pixels[to++] = letThrough(row[from], black) << 16
                        | letThrough(row[from + 1], black) << 8
                        | letThrough(row[from + 2], black);
            }
        }
        return pixels;
    }

    // JFIF's conversion, in units of 1/65536, gives what the inks let through; its opposite is stored.
    private static void toInks(int[] row, int at) {
        int luma = row[at];
        int blueness = row[at + 1] - 128;
        int redness = row[at + 2] - 128;
        row[at] = 255 - within(luma + ((91881 * redness + 32768) >> 16));
        row[at + 1] = 255 - within(luma + ((-22554 * blueness - 46802 * redness + 32768) >> 16));
        row[at + 2] = 255 - within(luma + ((116130 * blueness + 32768) >> 16));
    }

    private static int within(int value) {
        return Math.max(0, Math.min(255, value));
    }

    // PIL's rounding: of what the black lets through, the coloured ink takes away its share.
    private static int letThrough(int ink, int black) {
        int product = (255 - ink) * black + 128;
        return Math.max(0, black - (((product >> 8) + product) >> 8));
    }
}
