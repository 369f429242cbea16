package io.github.data2vec4j.report;

import java.util.Locale;

/** What a number is of, which says how it is written. */
enum Quantity {
    PLAIN("", 1, 4),
    /** Nearly one, so that what counts are its last digits. */
    DECAY("", 1, 6),
    PERCENT("%", 100, 4),
    PER_SECOND("samples/s", 1, 4),
    GIGABYTES("GB", 1e-9, 4);

    private static final int DIGITS = 4;
    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double GREATEST_PLAIN = 1e7;

    /** Of what stands beside an axis, which has room for seven characters. */
    private static final double GREATEST_PLAIN_STEP = 1e5;

    private final String unit;
    private final double factor;
    private final int digits;

    Quantity(String unit, double factor, int digits) {
        this.unit = unit;
        this.factor = factor;
        this.digits = digits;
    }

    String unit() {
        return unit;
    }

    /** What is to be multiplied with what was measured, for the unit. */
    double factor() {
        return factor;
    }

    /** Without the unit; a dash for what is no number. */
    String bare(double measured) {
        return number(measured * factor, digits);
    }

    /** With the unit; a dash for what is no number. */
    String text(double measured) {
        var number = bare(measured);
        return unit.isEmpty() || !Double.isFinite(measured) ? number : number + "\u00A0" + unit;
    }

    /** Four significant digits, such as 0.1413, 12,340, 2.5e-4 and 8.136e8. */
    static String number(double value) {
        return number(value, DIGITS);
    }

    private static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        if (Math.abs(value) < SMALLEST_PLAIN || Math.abs(value) >= GREATEST_PLAIN) {
            return trimmed(String.format(Locale.ROOT, "%." + (digits - 1) + "e", value));
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, digits - 1 - exponent) + "f", value);
    }

    /** A round number on an axis whose marks are {@code step} apart. */
    static String tick(double value, double step) {
        if (value == 0) {
            return "0";
        }
        boolean isSmall = Math.abs(step) < SMALLEST_PLAIN && Math.abs(value) < 10 * SMALLEST_PLAIN;
        if (isSmall || Math.abs(step) >= GREATEST_PLAIN_STEP) {
            return trimmed(String.format(Locale.ROOT, "%.3e", value));
        }
        int decimals = decimals(step);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** As many as a round step needs: 0.25 has two. */
    private static int decimals(double step) {
        int decimals = 0;
        double scaled = step;
        while (Math.abs(scaled - Math.rint(scaled)) > 1e-6 * Math.abs(scaled) && decimals < 12) {
            decimals++;
            scaled = step * Math.pow(10, decimals);
        }
        return decimals;
    }

    /** 2.500e-04 is written 2.5e-4. */
    private static String trimmed(String scientific) {
        var parts = scientific.split("e", 2);
        var mantissa = parts[0].contains(".") ? parts[0].replaceAll("\\.?0+$", "") : parts[0];
        return mantissa + "e" + Integer.parseInt(parts[1]);
    }
}
