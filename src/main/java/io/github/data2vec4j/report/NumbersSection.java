package io.github.data2vec4j.report;

import io.github.data2vec4j.report.Chart.Line;
import io.github.data2vec4j.track.RunEvent.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The key numbers, and all curves as a table for those who cannot see them. */
final class NumbersSection {

    private NumbersSection() {}

    static String html(RunSnapshot run, List<Chart> charts) {
        return "<section id=\"numbers\">\n<h2>Key numbers</h2>\n" + facts(run) + table(charts) + "</section>\n";
    }

    private static String facts(RunSnapshot run) {
        var metrics = run.metrics();
        double seconds = sum(metrics.values(Metric.SECONDS));
        double samples = sum(metrics.values(Metric.SAMPLES));
        double waited = sum(metrics.values(Metric.DATA_WAIT_SECONDS));
        var html = new StringBuilder("<dl class=\"facts\">\n");
        fact(html, "time of all updates", Durations.text(seconds));
        fact(html, "samples seen", String.format(Locale.ROOT, "%,.0f", samples));
        fact(html, "speed, overall", Quantity.PER_SECOND.text(samples / seconds));
        fact(html, "data wait, overall", Quantity.PERCENT.text(waited / seconds));
        fact(html, "last checkpoint", lastCheckpoint(run));
        fact(html, "updates left out", String.format(Locale.ROOT, "%,d", leftOut(metrics)));
        fact(html, "samples that cannot be read", String.format(Locale.ROOT, "%,d", run.badSamples()));
        fact(html, "troubles", String.format(Locale.ROOT, "%,d", count(run, Kind.TROUBLE)));
        fact(html, "times resumed", String.format(Locale.ROOT, "%,d", count(run, Kind.RESUMED)));
        return html.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>").append(Html.escape(name)).append("</dt><dd>").append(Html.escape(value));
        html.append("</dd></div>\n");
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sum();
    }

    private static long count(RunSnapshot run, Kind kind) {
        return run.events().stream().filter(event -> event.kind() == kind).count();
    }

    private static String lastCheckpoint(RunSnapshot run) {
        return run.events().reversed().stream()
                .filter(event -> event.kind() == Kind.CHECKPOINT)
                .map(event -> String.format(Locale.ROOT, "step %,d", event.step()))
                .findFirst()
                .orElse("–");
    }

    private static long leftOut(MetricsTable metrics) {
        long count = 0;
        for (int row = 0; row < metrics.size(); row++) {
            count += metrics.isSkipped(row) ? 1 : 0;
        }
        return count;
    }

    private static String table(List<Chart> charts) {
        var html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Curve</th>"
                + "<th scope=\"col\">first tenth</th><th scope=\"col\">last tenth</th><th scope=\"col\">least</th>"
                + "<th scope=\"col\">greatest</th></tr></thead>\n<tbody>\n");
        for (var chart : charts) {
            for (var line : chart.lines()) {
                if (line.hasNumbers()) {
                    row(html, chart, line);
                }
            }
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static void row(StringBuilder html, Chart chart, Line line) {
        var values = line.values();
        int tenth = Math.max(1, values.length / 10);
        var all = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
        var name = line.name().isEmpty() ? chart.title() : chart.title() + ", " + line.name();
        html.append("<tr><th scope=\"row\">").append(Html.escape(name));
        if (!chart.quantity().unit().isEmpty()) {
            // Once for the row: a phone has no room for it in every cell.
            html.append(" <small>").append(chart.quantity().unit()).append("</small>");
        }
        html.append("</th>");
        for (double value : new double[] {
            mean(Arrays.copyOf(values, tenth)),
            mean(Arrays.copyOfRange(values, values.length - tenth, values.length)),
            all.getMin(),
            all.getMax()
        }) {
            html.append("<td>").append(chart.quantity().bare(value)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    }
}
