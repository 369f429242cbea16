package io.github.data2vec4j.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * One state of a long work, as a line of text.
 *
 * @param unit what samples are, such as "samples" or "files"
 * @param metrics names and values; whole numbers are counts
 * @param samplesPerSecond not finite while unknown
 * @param secondsLeft not finite while unknown
 */
record ProgressFrame(
        String unit,
        long step,
        long total,
        SequencedMap<String, ? extends Number> metrics,
        double samplesPerSecond,
        Duration elapsed,
        double secondsLeft) {
    private static final String GAP = "  ";
    private static final int LONGEST_BAR = 20;
    private static final int SHORTEST_BAR = 5;

    /**
     * The line in at most {@code columns} characters: the bar shrinks and goes first, then metrics from the last one
     * on.
     */
    String fitting(int columns) {
        var shownMetrics = new ArrayList<String>();
        metrics.forEach((name, value) -> shownMetrics.add(name + " " + shown(value)));
        var text = words(shownMetrics);
        while (text.length() > columns && !shownMetrics.isEmpty()) {
            shownMetrics.removeLast();
            text = words(shownMetrics);
        }
        var cells = Math.min(LONGEST_BAR, columns - text.length() - GAP.length() - "[]".length());
        if (cells >= SHORTEST_BAR) {
            return bar(cells) + GAP + text;
        }
        return text.substring(0, Math.clamp(columns, 0, text.length()));
    }

    private static String shown(Number value) {
        return value instanceof Double measured ? number(measured, 4) : value.toString();
    }

    private String words(List<String> shownMetrics) {
        var words = new ArrayList<String>();
        var end = Long.toString(total);
        words.add(" ".repeat(Math.max(0, end.length() - Long.toString(step).length())) + step + "/" + end);
        words.addAll(shownMetrics);
        words.add((Double.isFinite(samplesPerSecond) ? number(samplesPerSecond, 3) : "-") + " " + unit + "/s");
        words.add(clock(elapsed.toSeconds()) + " elapsed");
        words.add((Double.isFinite(secondsLeft) ? clock(Math.max(0, Math.round(secondsLeft))) : "-:--") + " left");
        return String.join(GAP, words);
    }

    private String bar(int cells) {
        var filled = (int) Math.clamp(Math.floor((double) cells * step / total), 0, cells);
        return "[" + "#".repeat(filled) + ".".repeat(cells - filled) + "]";
    }

    /** With that many digits that count; very small and very large ones with an exponent. */
    static String number(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(digits));
        var exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent > 5) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        return String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - exponent) + "f", value);
    }

    private static String clock(long seconds) {
        var hours = seconds / 3600;
        var minutes = seconds / 60 % 60;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60);
    }
}
