package io.github.data2vec4j.vision;

import java.util.List;

/**
 * Colour steps made ready for one picture, so that they can be applied to just the part of it that is shown. Any row of
 * steps with one saturation in it is a table of 256 values, then the saturation, then another table.
 *
 * <p>Every step ends in whole numbers from 0 to 255, fractions cut off, as in the library (PIL) that the published
 * pipeline uses; so results agree with it bit by bit.
 */
final class ColorMap {

    private static final int[] IDENTITY = table(0, 1);

    private final int[] before;
    private final float saturation;
    private final int[] after;

    private ColorMap(int[] before, float saturation, int[] after) {
        this.before = before;
        this.saturation = saturation;
        this.after = after;
    }

    /** @param steps with at most one {@link ColorStep.Saturation} whose factor is not 1 */
    static ColorMap of(Picture picture, List<ColorStep> steps) {
        var map = new ColorMap(IDENTITY, 1, IDENTITY);
        for (var step : steps) {
            if (step.factor() != 1) {
                map = map.then(step, picture);
            }
        }
        return map;
    }

    /** The recoloured pixels of a part of the picture, [height, width, 3]. */
    byte[] pixels(Picture picture, CropBox box) {
        var shown = new byte[3 * box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int from = 3 * ((box.top() + y) * picture.width() + box.left());
            recolour(picture.rgb(), from, shown, 3 * y * box.width(), 3 * box.width());
        }
        return shown;
    }

    private ColorMap then(ColorStep step, Picture picture) {
        return switch (step) {
            case ColorStep.Brightness(var factor) -> then(table(0, factor));
            case ColorStep.Contrast(var factor) -> then(table(meanGrey(picture), factor));
            case ColorStep.Saturation(var factor) -> saturated(factor);
        };
    }

    private ColorMap then(int[] table) {
        return saturation == 1
                ? new ColorMap(chained(before, table), 1, after)
                : new ColorMap(before, saturation, chained(after, table));
    }

    private ColorMap saturated(float factor) {
        if (saturation != 1) {
            throw new IllegalArgumentException("colours can be saturated once only");
        }
        return new ColorMap(before, factor, after);
    }

    private void recolour(byte[] rgb, int from, byte[] shown, int to, int count) {
        if (saturation == 1) {
            for (int i = 0; i < count; i++) {
                shown[to + i] = (byte) before[rgb[from + i] & 255];
            }
            return;
        }
        for (int i = 0; i < count; i += 3) {
            int red = before[rgb[from + i] & 255];
            int green = before[rgb[from + i + 1] & 255];
            int blue = before[rgb[from + i + 2] & 255];
            int grey = grey(red, green, blue);
            shown[to + i] = (byte) after[mixed(grey, red, saturation)];
            shown[to + i + 1] = (byte) after[mixed(grey, green, saturation)];
            shown[to + i + 2] = (byte) after[mixed(grey, blue, saturation)];
        }
    }

    private int meanGrey(Picture picture) {
        long sum = 0;
        int rowLength = 3 * picture.width();
        var row = new byte[rowLength];
        for (int from = 0; from < picture.rgb().length; from += rowLength) {
            if (saturation == 1) {
                sum += sumOfGrey(picture.rgb(), from, rowLength, before);
            } else {
                recolour(picture.rgb(), from, row, 0, rowLength);
                sum += sumOfGrey(row, 0, rowLength, IDENTITY);
            }
        }
        return (int) ((double) sum / ((long) picture.width() * picture.height()) + 0.5);
    }

    private static long sumOfGrey(byte[] rgb, int from, int count, int[] table) {
        long sum = 0;
        for (int i = from; i < from + count; i += 3) {
            sum += grey(table[rgb[i] & 255], table[rgb[i + 1] & 255], table[rgb[i + 2] & 255]);
        }
        return sum;
    }

    // ITU-R 601 luma, 0.299 R + 0.587 G + 0.114 B, in units of 1/65536.
    private static int grey(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    private static int mixed(int with, int value, float factor) {
        float exact = with + factor * (value - with);
        return Math.max(0, Math.min(255, (int) exact));
    }

    private static int[] table(int with, float factor) {
        var table = new int[256];
        for (int value = 0; value < 256; value++) {
            table[value] = mixed(with, value, factor);
        }
        return table;
    }

    private static int[] chained(int[] first, int[] second) {
        var table = new int[256];
        for (int value = 0; value < 256; value++) {
            table[value] = second[first[value]];
        }
        return table;
    }
}
