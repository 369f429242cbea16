package io.github.data2vec4j.vision;

/**
 * A part of a picture's side, which may begin and end within a pixel.
 *
 * @param first pixel that it touches
 * @param pixels how many it touches
 * @param begin where it begins, from the begin of the first pixel
 * @param length in pixels
 */
record Span(int first, int pixels, double begin, double length) {

    /** The part that these pixels become when the picture is scaled. */
    static Span of(int first, int pixels, double scale) {
        double begin = first * scale;
        double end = (first + pixels) * scale;
        int touched = (int) begin;
        return new Span(touched, (int) Math.ceil(end) - touched, begin - touched, end - begin);
    }

    /** The same part after the pixels that it touches were exchanged, the last for the first. */
    Span mirrored() {
        return new Span(first, pixels, pixels - begin - length, length);
    }

    /** How it becomes a side of newSize pixels, mixed from those that it touches. */
    BicubicAxis axis(int newSize) {
        return new BicubicAxis(pixels, begin, length, newSize, 0, newSize);
    }
}
