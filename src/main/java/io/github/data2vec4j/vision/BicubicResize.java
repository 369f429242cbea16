package io.github.data2vec4j.vision;

/**
 * Resizes along rows, rounds, then along columns: the order and the rounding of PIL, for equal results. Both passes mix
 * whole rows, which is fast; the first one does so with the pixels lying on their side.
 */
final class BicubicResize {

    private BicubicResize() {}

    /**
     * Resizes.
     *
     * @param pixels the old rows; those that the new ones need are read once each, in order
     * @param width of the old rows
     * @return mixes the new rows
     */
    static RowMixer resize(PixelRows pixels, int width, BicubicAxis columns, BicubicAxis rows) {
        int height = rows.end() - rows.begin();
        var sideways = Sideways.turned((y, row) -> pixels.read(rows.begin() + y, row), height, width);
        var narrower = new RowMixer(sideways, 0, columns);
        var narrowed = Sideways.turned((x, column) -> narrower.row(x).write(column), columns.size(), height);
        return new RowMixer(narrowed, rows.begin(), rows);
    }
}
