package io.github.data2vec4j.vision;

/** Pixels that are given out row by row. */
@FunctionalInterface
interface PixelRows {

    /**
     * Gives out a row.
     *
     * @param y its number
     * @param pixels receives it, each 0xRRGGBB; exactly as long as the row
     */
    void read(int y, int[] pixels);
}
