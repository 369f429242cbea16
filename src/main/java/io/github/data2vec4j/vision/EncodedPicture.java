package io.github.data2vec4j.vision;

/** A picture whose size is known and whose pixels are not decoded yet. For one thread. */
sealed interface EncodedPicture extends AutoCloseable permits ImageIoPicture, TurboJpegPicture {

    /** In pixels, at full scale. */
    int width();

    /** In pixels, at full scale. */
    int height();

    /**
     * Decodes, at the smallest scale that the decoder offers from a given one on.
     *
     * @param leastScale 1 or less for full scale
     * @return valid until this is closed
     * @throws BadPictureException if the file is broken or cut off
     */
    ScaledPicture decode(double leastScale) throws BadPictureException;

    @Override
    void close();
}
