package io.github.data2vec4j.report;

import io.github.data2vec4j.report.Axis.Linear;
import io.github.data2vec4j.report.Axis.Logarithmic;
import io.github.data2vec4j.report.Chart.Line;
import io.github.data2vec4j.report.Chart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a chart as SVG: all that is to be seen is in it, without a script. */
final class ChartDrawing {

    static final int WIDTH = 360;
    static final int HEIGHT = 196;
    static final int LEFT = 50;
    static final int RIGHT = 350;
    static final int TOP = 10;
    static final int BOTTOM = 172;

    /** Points of a line; twice as many where each stands for a least and a greatest value. */
    static final int POINTS = 300;

    private static final int VALUE_MARKS = 4;
    private static final int STEP_MARKS = 4;
    private static final double WIDE_RATIO = 30;
    private static final int LABEL_DOWN = 4;
    private static final int STEP_LABEL = 16;

    private final Chart chart;
    private final double[] steps;
    private final Linear across;
    private final Axis up;
    private final StringBuilder svg = new StringBuilder();

    private ChartDrawing(Chart chart, double[] steps, Axis up) {
        this.chart = chart;
        this.steps = steps;
        this.across = Linear.from(steps[0], steps[steps.length - 1], STEP_MARKS);
        this.up = up;
    }

    /**
     * The picture, with a title and a description for those who cannot see it.
     *
     * @param steps the number of each update, at least one
     * @throws IllegalArgumentException if no line has a number
     */
    static String svg(Chart chart, double[] steps) {
        return new ChartDrawing(chart, steps, valueAxis(chart)).drawn();
    }

    static Axis valueAxis(Chart chart) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double factor = chart.quantity().factor();
        var all = new ArrayList<>(chart.lines().stream().map(Line::values).toList());
        all.add(chart.floors().stream().mapToDouble(Double::doubleValue).toArray());
        for (var values : all) {
            for (double value : values) {
                if (Double.isFinite(value)) {
                    min = Math.min(min, value * factor);
                    max = Math.max(max, value * factor);
                }
            }
        }
        if (min > max) {
            throw new IllegalArgumentException("there is no number in " + chart.title());
        }
        if (chart.scale() == Scale.WIDE && min > 0 && max / min > WIDE_RATIO) {
            return Logarithmic.around(min, max);
        }
        if (chart.scale() == Scale.FROM_ZERO && min >= 0) {
            return Linear.around(0, max > 0 ? max : 1, VALUE_MARKS);
        }
        return Linear.around(min, max, VALUE_MARKS);
    }

    private String drawn() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-text\">",
                WIDTH,
                HEIGHT,
                chart.id(),
                chart.id()));
        svg.append("<title id=\"").append(chart.id()).append("-title\">").append(Html.escape(chart.title()));
        svg.append("</title><desc id=\"").append(chart.id()).append("-text\">");
        svg.append(Html.escape(chart.explanation())).append("</desc>");
        axes();
        chart.floors().forEach(this::floor);
        marks();
        for (int i = 0; i < chart.lines().size(); i++) {
            line(chart.lines().get(i), i + 1);
        }
        return svg.append("<line class=\"cursor\" y1=\"")
                .append(TOP)
                .append("\" y2=\"")
                .append(BOTTOM)
                .append("\"/></svg>")
                .toString();
    }

    private void axes() {
        for (var mark : up.marks()) {
            double y = y(mark.value());
            svg.append("<line class=\"grid\" x1=\"")
                    .append(LEFT)
                    .append("\" x2=\"")
                    .append(RIGHT);
            svg.append("\" y1=\"")
                    .append(places(y))
                    .append("\" y2=\"")
                    .append(places(y))
                    .append("\"/>");
            text(LEFT - 6, y + LABEL_DOWN, "end", mark.label());
        }
        svg.append("<line class=\"axis\" x1=\"").append(LEFT).append("\" x2=\"").append(RIGHT);
        svg.append("\" y1=\"").append(BOTTOM).append("\" y2=\"").append(BOTTOM).append("\"/>");
        for (var mark : across.marks()) {
            double x = x(mark.value());
            var label = String.format(Locale.ROOT, "%,.0f", mark.value());
            svg.append("<line class=\"axis\" x1=\"")
                    .append(places(x))
                    .append("\" x2=\"")
                    .append(places(x));
            svg.append("\" y1=\"")
                    .append(BOTTOM)
                    .append("\" y2=\"")
                    .append(BOTTOM + 4)
                    .append("\"/>");
            // A wide number at the end of the axis would be cut off in the middle.
            boolean isAtEnd = x > RIGHT - 3.2 * label.length();
            text(isAtEnd ? RIGHT + 6 : x, BOTTOM + STEP_LABEL, isAtEnd ? "end" : "middle", label);
        }
    }

    private void text(double x, double y, String anchor, String label) {
        svg.append("<text x=\"").append(places(x)).append("\" y=\"").append(places(y));
        svg.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(Html.escape(label))
                .append("</text>");
    }

    private void floor(double floor) {
        double y = y(floor * chart.quantity().factor());
        svg.append("<line class=\"floor\" x1=\"")
                .append(LEFT)
                .append("\" x2=\"")
                .append(RIGHT);
        svg.append("\" y1=\"")
                .append(places(y))
                .append("\" y2=\"")
                .append(places(y))
                .append("\"/>");
        svg.append("<text class=\"floor-text\" x=\"")
                .append(RIGHT)
                .append("\" y=\"")
                .append(places(y - 4));
        svg.append("\" text-anchor=\"end\">floor ")
                .append(Quantity.tick(floor, floor))
                .append("</text>");
    }

    private void marks() {
        if (chart.marked().isEmpty()) {
            return;
        }
        var path = new StringBuilder();
        var last = "";
        for (int row : chart.marked()) {
            var x = places(x(steps[row]));
            // Of those at the same place one is enough.
            if (!x.equals(last)) {
                path.append('M').append(x).append(' ').append(BOTTOM).append("v-9");
            }
            last = x;
        }
        svg.append("<path class=\"mark\" d=\"").append(path).append("\"/>");
    }

    private void line(Line line, int number) {
        if (!line.hasNumbers()) {
            return;
        }
        boolean hasMean = line.smooth() && RunningMean.reach(line.values().length) > 0;
        if (hasMean) {
            path("raw", number, line.values(), Buckets.extremes(line.values(), POINTS));
            path("line", number, line.strong(), Buckets.middles(steps.length, POINTS));
        } else {
            path("line", number, line.values(), Buckets.extremes(line.values(), POINTS));
        }
    }

    private void path(String kind, int number, double[] values, List<Integer> rows) {
        var pieces = new StringBuilder();
        var dots = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            double value = values[rows.get(i)];
            if (!Double.isFinite(value)) {
                continue;
            }
            boolean begins = i == 0 || !Double.isFinite(values[rows.get(i - 1)]);
            boolean ends = i == rows.size() - 1 || !Double.isFinite(values[rows.get(i + 1)]);
            var place = places(x(steps[rows.get(i)]))
                    + " "
                    + places(y(value * chart.quantity().factor()));
            if (begins && ends) {
                // A line without length, whose round ends make a dot.
                dots.append('M').append(place).append("h0");
            } else {
                pieces.append(begins ? 'M' : 'L').append(place);
            }
        }
        path(kind, number, pieces);
        path(kind + " dot", number, dots);
    }

    private void path(String kind, int number, StringBuilder data) {
        if (!data.isEmpty()) {
            svg.append("<path class=\"").append(kind).append(" c").append(number);
            svg.append("\" d=\"").append(data).append("\"/>");
        }
    }

    private double x(double step) {
        return LEFT + across.position(step) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - up.position(value) * (BOTTOM - TOP);
    }

    /** One decimal place is a third of a pixel on a phone. */
    private static String places(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
