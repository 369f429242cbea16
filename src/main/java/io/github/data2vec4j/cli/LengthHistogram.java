package io.github.data2vec4j.cli;

import java.util.Arrays;
import java.util.Locale;

/** How often which lengths occur, as lines of text. */
final class LengthHistogram {

    private static final int BARS = 12;
    private static final int LONGEST_BAR = 40;

    private LengthHistogram() {}

    /**
     * Bars of equal width between round numbers, the last one open where few samples are far longer than all others.
     *
     * @param lengths rising, none negative
     */
    static String of(double[] lengths) {
        if (lengths.length == 0) {
            return "";
        }
        // One giant must not press all others into the first bar.
        double end = Math.min(lengths[lengths.length - 1], 3 * lengths[(int) (0.95 * (lengths.length - 1))]);
        double width = round(Math.max(end, Double.MIN_NORMAL) / BARS);
        var counts = new int[BARS + 1];
        for (double length : lengths) {
            counts[(int) Math.min(BARS, length / width)]++;
        }
        int last = BARS;
        while (counts[last] == 0) {
            last--;
        }
        int most = Arrays.stream(counts).max().orElseThrow();
        var text = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            var range =
                    i == BARS ? number(i * width) + " and more" : number(i * width) + " to " + number((i + 1) * width);
            text.append(String.format(
                    Locale.ROOT,
                    "  %-20s %-" + LONGEST_BAR + "s %,d%n",
                    range,
                    "#".repeat((int) Math.ceil((double) LONGEST_BAR * counts[i] / most)),
                    counts[i]));
        }
        return text.toString();
    }

    /** The next of 1, 2, 5 and 10 times a power of ten. */
    private static double round(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        for (double step : new double[] {1, 2, 5}) {
            if (width <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : ProgressFrame.number(value, 3);
    }
}
