package io.github.data2vec4j.vision;

/** Where the pixels of a picture are, in whatever form a decoder gives them. */
@FunctionalInterface
interface StoredPixels {

    /**
     * Copies pixels that follow each other.
     *
     * @param from the first, counted through all rows
     * @param pixels receives as many as it holds, each 0xRRGGBB with anything above
     */
    void read(int from, int[] pixels);
}
