package io.github.data2vec4j.report;

import io.github.data2vec4j.report.Axis.Logarithmic;
import io.github.data2vec4j.report.Chart.Line;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A chart with its caption: what it shows, and the latest values, or those under the pointer. */
final class ChartFigure {

    private ChartFigure() {}

    /** @param steps the number of each update, at least one */
    static String html(Chart chart, double[] steps) {
        if (chart.lines().stream().noneMatch(Line::hasNumbers)) {
            return "<figure id=\"%s\" class=\"empty\"><figcaption><h3>%s</h3></figcaption><p>Nothing was noted.</p></figure>\n"
                    .formatted(chart.id(), Html.escape(chart.title()));
        }
        var strong = chart.lines().stream().map(Line::strong).toList();
        return "<figure id=\"" + chart.id() + "\" data-points=\"" + Html.escape(points(chart, steps, strong)) + "\">"
                + "<figcaption><h3 title=\"" + Html.escape(chart.explanation()) + "\">"
                + Html.escape(chart.title()) + unit(chart) + "</h3>"
                + "<p class=\"values\">" + values(chart, strong) + "</p></figcaption>\n"
                + ChartDrawing.svg(chart, steps) + "</figure>\n";
    }

    private static String unit(Chart chart) {
        var scale = ChartDrawing.valueAxis(chart) instanceof Logarithmic ? "log scale" : "";
        var words =
                chart.quantity().unit() + (chart.quantity().unit().isEmpty() || scale.isEmpty() ? "" : ", ") + scale;
        return words.isEmpty() ? "" : " <small>" + Html.escape(words) + "</small>";
    }

    private static String values(Chart chart, List<double[]> strong) {
        var html = new StringBuilder();
        for (int i = 0; i < strong.size(); i++) {
            var values = strong.get(i);
            html.append("<span class=\"k").append(i + 1).append("\">");
            var name = chart.lines().get(i).name();
            if (!name.isEmpty()) {
                html.append("<i></i>").append(Html.escape(name)).append(' ');
            }
            html.append("<b>")
                    .append(chart.quantity().bare(values[values.length - 1]))
                    .append("</b></span>");
        }
        return html.toString();
    }

    /** What a script needs to read the chart: where the points lie across, their updates, and their values in words. */
    private static String points(Chart chart, double[] steps, List<double[]> strong) {
        var rows = Buckets.middles(steps.length, ChartDrawing.POINTS);
        var json = JsonMapper.shared().createObjectNode();
        var stepNumbers = json.putArray("steps");
        rows.forEach(row -> stepNumbers.add((long) steps[row]));
        var lines = json.putArray("lines");
        for (var values : strong) {
            lines.add(
                    rows.stream().map(row -> chart.quantity().bare(values[row])).collect(Collectors.joining(";")));
        }
        return json.toString();
    }
}
