package io.github.data2vec4j.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The page that lists several runs. */
final class RunList {

    private static final String TITLE = "Runs";

    private RunList() {}

    static String live(List<RunSnapshot> runs) {
        var footer = "<footer id=\"live\">This page renews itself.</footer>\n";
        return Page.whole(TITLE, main(runs) + footer, Page.resource("page.js") + Page.resource("live.js"));
    }

    static String main(List<RunSnapshot> runs) {
        var html = new StringBuilder("<main data-title=\"" + TITLE + "\">\n<section id=\"head\">\n<h1>" + TITLE
                + "</h1>\n<ul class=\"runs\">\n");
        runs.forEach(run -> item(html, run));
        return html.append("</ul>\n</section>\n</main>\n").toString();
    }

    private static void item(StringBuilder html, RunSnapshot run) {
        var place = URLEncoder.encode(run.name(), StandardCharsets.UTF_8).replace("+", "%20");
        html.append("<li><a href=\"run/").append(place).append("/\">").append(Html.escape(run.name()));
        html.append("</a> <span class=\"state ")
                .append(run.state().name().toLowerCase(Locale.ROOT))
                .append("\">");
        html.append(Html.escape(run.state().label())).append("</span> <span>");
        html.append(String.format(Locale.ROOT, "step %,d", run.step()));
        if (run.plan().steps() > 0) {
            html.append(String.format(Locale.ROOT, " of %,d", run.plan().steps()));
        }
        html.append("</span></li>\n");
    }
}
