package io.github.data2vec4j.report;

import java.util.Locale;

/** Lengths of time as a person says them. */
final class Durations {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /** Two units at most: 45 s, 3 min 20 s, 5 h 12 min, 2 d 4 h; a dash for what is no number. */
    static String text(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "–";
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f\u00A0s", seconds) : whole + "\u00A0s";
        }
        if (whole < HOUR) {
            return two(whole, MINUTE, "min", 1, "s");
        }
        return whole < DAY ? two(whole, HOUR, "h", MINUTE, "min") : two(whole, DAY, "d", HOUR, "h");
    }

    private static String two(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + "\u00A0" + largeName + (rest == 0 ? "" : " " + rest + "\u00A0" + smallName);
    }
}
