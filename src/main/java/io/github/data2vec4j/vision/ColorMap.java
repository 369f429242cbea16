package io.github.data2vec4j.vision;

import java.util.ArrayList;
import java.util.List;

/** Colour steps made ready for one picture, so that they can be applied to just the part of it that is shown. */
final class ColorMap {

    private final List<Change> changes;

    /** What a step does to pixels, given the picture that it is for. */
    @FunctionalInterface
    private interface Change {
        void apply(Scanline pixels);
    }

    private ColorMap(List<Change> changes) {
        this.changes = changes;
    }

    static ColorMap of(Picture picture, List<ColorStep> steps) {
        var map = new ColorMap(new ArrayList<>());
        for (var step : steps) {
            if (step.factor() != 1) {
                map.changes.add(map.next(step, picture));
            }
        }
        return map;
    }

    /** The recoloured pixels of a part of the picture; for one thread. */
    PixelRows rows(Picture picture, CropBox box) {
        var line = new Scanline(box.width());
        return (y, pixels) -> {
            picture.read(box.top() + y, box.left(), pixels);
            line.read(pixels);
            recolour(line);
            line.write(pixels);
        };
    }

    private Change next(ColorStep step, Picture picture) {
        float factor = step.factor();
        return switch (step) {
            case ColorStep.Brightness brightness -> pixels -> pixels.mix(0, factor);
            case ColorStep.Contrast contrast -> {
                int grey = meanGrey(picture);
                yield pixels -> pixels.mix(grey, factor);
            }
            case ColorStep.Saturation saturation -> pixels -> pixels.saturate(factor);
        };
    }

    private void recolour(Scanline pixels) {
        for (var change : changes) {
            change.apply(pixels);
        }
    }

    // Of the picture as the steps so far leave it.
    private int meanGrey(Picture picture) {
        long sum = 0;
        var row = new int[picture.width()];
        var line = new Scanline(row.length);
        for (int y = 0; y < picture.height(); y++) {
            picture.read(y, 0, row);
            line.read(row);
            recolour(line);
            sum += line.sumOfGrey();
        }
        return (int) ((double) sum / ((long) picture.width() * picture.height()) + 0.5);
    }
}
