package io.github.data2vec4j.vision;

/**
 * How the pixels of one axis are mixed when a picture is resized: for each new pixel, a run of old ones and their
 * weights.
 *
 * <p>Bicubic with a = -0.5 (Keys 1981); when the picture shrinks, the curve is stretched by the same factor, so that
 * every old pixel counts (antialiasing). Weights are whole numbers in units of 2^-22 and results are rounded to 0..255,
 * as in PIL.
 */
final class BicubicAxis {

    private static final int FRACTION_BITS = 22;
    static final int ONE_HALF = 1 << (FRACTION_BITS - 1);

    private static final double A = -0.5;
    private static final double REACH = 2.0;

    private final int runLength;
    private final int[] firsts;
    private final int[] counts;
    private final int[] weights;

    /**
     * @param oldSize pixels before
     * @param newSize pixels after
     * @param from the first of the new pixels that is wanted
     * @param count how many are wanted
     */
    BicubicAxis(int oldSize, int newSize, int from, int count) {
        this(oldSize, 0, oldSize, newSize, from, count);
    }

    /**
     * The same for a part of the old pixels, which may begin and end within one.
     *
     * @param begin where the part begins, from 0
     * @param length of the part, in old pixels
     */
    BicubicAxis(int oldSize, double begin, double length, int newSize, int from, int count) {
        double scale = length / newSize;
        double stretch = Math.max(scale, 1);
        double reach = REACH * stretch;
        runLength = (int) Math.ceil(reach) * 2 + 2;
        firsts = new int[count];
        counts = new int[count];
        weights = new int[count * runLength];
        var exact = new double[runLength];
        for (int i = 0; i < count; i++) {
            double centre = begin + (from + i + 0.5) * scale;
            int first = Math.max((int) (centre - reach + 0.5), 0);
            int taps = Math.min((int) (centre + reach + 0.5), oldSize) - first;
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                exact[tap] = curve((first + tap - centre + 0.5) / stretch);
                sum += exact[tap];
            }
            for (int tap = 0; tap < taps; tap++) {
                weights[i * runLength + tap] = rounded(exact[tap] / sum);
            }
            firsts[i] = first;
            counts[i] = taps;
        }
    }

    int size() {
        return firsts.length;
    }

    /** The first old pixel that a new one is mixed from. */
    int first(int i) {
        return firsts[i];
    }

    /** How many old pixels a new one is mixed from. */
    int taps(int i) {
        return counts[i];
    }

    /** How many weights there are for each new pixel: an even number, those that are too many are 0. */
    int runLength() {
        return runLength;
    }

    /** Where the weights of a new pixel begin in {@link #weights()}. */
    int weightsAt(int i) {
        return i * runLength;
    }

    int[] weights() {
        return weights;
    }

    /** The first old pixel needed by any new one. */
    int begin() {
        return firsts[0];
    }

    /** One past the last old pixel needed. */
    int end() {
        return firsts[size() - 1] + counts[size() - 1];
    }

    /** From a weighted sum, plus {@link #ONE_HALF}, to a value of 0 to 255. */
    static int toValue(int sum) {
        return Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }

    private static double curve(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    private static int rounded(double weight) {
        double scaled = weight * (1 << FRACTION_BITS);
        return (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
}
