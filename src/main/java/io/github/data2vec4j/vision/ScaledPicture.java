package io.github.data2vec4j.vision;

/**
 * A picture that may have been made smaller while it was decoded. Its pixel x shows the original from x / scale to (x +
 * 1) / scale; the last one may reach beyond it.
 *
 * @param scale its size in units of the original's, a power of two of at most 1
 */
record ScaledPicture(Picture picture, double scale) {}
