package io.github.data2vec4j.report;

import io.github.data2vec4j.track.RunEvent;
import io.github.data2vec4j.track.RunEvent.Kind;
import java.util.List;
import java.util.Locale;

/** What happened: alarms and troubles, beginnings and ends. */
final class EventsSection {

    /** Of more than that, those in the middle are left out. */
    private static final int MOST = 100;

    private EventsSection() {}

    static String html(RunSnapshot run) {
        var events = run.events().stream()
                .filter(event -> event.kind() != Kind.CHECKPOINT)
                .toList();
        int checkpoints = run.events().size() - events.size();
        var html = new StringBuilder("<section id=\"events\">\n<h2>What happened</h2>\n");
        if (events.isEmpty()) {
            html.append("<p class=\"quiet\">Nothing was noted.</p>\n");
        } else {
            html.append("<table class=\"log\">\n<thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Step</th>"
                    + "<th scope=\"col\">Event</th></tr></thead>\n<tbody>\n");
            rows(html, events);
            html.append("</tbody></table>\n");
        }
        if (checkpoints > 0) {
            html.append(String.format(
                    Locale.ROOT,
                    "<p class=\"quiet\">%,d checkpoint%s not listed; all is in %s.</p>%n",
                    checkpoints,
                    checkpoints == 1 ? " is" : "s are",
                    RunFiles.EVENTS));
        }
        return html.append("</section>\n").toString();
    }

    private static void rows(StringBuilder html, List<RunEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            int hidden = events.size() - MOST;
            if (hidden > 0 && i == MOST / 2) {
                html.append(String.format(
                        Locale.ROOT, "<tr><td colspan=\"3\" class=\"quiet\">%,d more</td></tr>%n", hidden));
                i += hidden;
            }
            row(html, events.get(i));
        }
    }

    private static void row(StringBuilder html, RunEvent event) {
        var kind = event.kind().name().toLowerCase(Locale.ROOT);
        html.append("<tr class=\"").append(kind).append("\"><td>");
        html.append(Html.escape(HeadSection.time(event.time())));
        html.append(String.format(Locale.ROOT, "</td><td class=\"number\">%,d</td><td><b>", event.step()));
        html.append(kind).append("</b> ").append(Html.escape(event.message())).append("</td></tr>\n");
    }
}
