package io.github.data2vec4j.vision;

/**
 * Weighted sums of rows of pixels. A row takes part in several new ones, so its colours are taken apart once and kept
 * while they are needed.
 */
final class RowMixer {

    private final int[][] pixels;
    private final BicubicAxis axis;
    private final Scanline[] near;
    private final Scanline mixed;
    private final int first;
    private int end;

    /**
     * @param pixels old rows, each pixel 0xRRGGBB
     * @param first number of the first of them
     */
    RowMixer(int[][] pixels, int first, BicubicAxis axis) {
        int width = pixels[0].length;
        this.first = first;
        this.pixels = pixels;
        this.axis = axis;
        this.near = new Scanline[axis.runLength()];
        for (int i = 0; i < near.length; i++) {
            near[i] = new Scanline(width);
        }
        this.mixed = new Scanline(width);
    }

    /**
     * Mixes a new row.
     *
     * @param y its number; not smaller than at the last call
     * @return valid until the next call
     */
    Scanline row(int y) {
        int begin = axis.first(y) - first;
        int taps = axis.taps(y);
        for (; end < begin + taps; end++) {
            at(end).read(pixels[end]);
        }
        var weights = axis.weights();
        int weight = axis.weightsAt(y);
        mixed.begin(at(begin), weights[weight], at(begin + 1), weights[weight + 1]);
        // Where the number of taps is odd, the last weight belongs to none of them and is 0.
        for (int tap = 2; tap < taps; tap += 2) {
            int row = begin + tap;
            mixed.add(at(row), weights[weight + tap], at(row + 1), weights[weight + tap + 1]);
        }
        mixed.finish();
        return mixed;
    }

    private Scanline at(int row) {
        return near[row % near.length];
    }
}
