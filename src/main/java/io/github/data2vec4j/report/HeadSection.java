package io.github.data2vec4j.report;

import io.github.data2vec4j.track.RunEvent;
import io.github.data2vec4j.track.RunEvent.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** What one wants to know first: how the run stands, and how long it will take. */
final class HeadSection {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.UK).withZone(ZoneId.systemDefault());

    private HeadSection() {}

    static String html(RunSnapshot run) {
        var html = new StringBuilder("<section id=\"head\"><header>\n<h1>");
        html.append(Html.escape(run.name())).append("</h1>\n");
        html.append("<p class=\"state ")
                .append(run.state().name().toLowerCase(Locale.ROOT))
                .append("\">");
        html.append(Html.escape(run.state().label())).append("</p>\n</header>\n");
        html.append(progress(run))
                .append("<p class=\"lead\">")
                .append(lead(run))
                .append("</p>\n");
        html.append(explanation(run)).append(goingOn(run));
        return html.append("</section>\n").toString();
    }

    /** Drawn, since printers leave out what is only background. */
    private static String progress(RunSnapshot run) {
        if (run.plan().steps() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<svg class=\"progress\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" role=\"img\""
                        + " aria-label=\"%s\"><rect class=\"all\" width=\"100\" height=\"1\"/>"
                        + "<rect class=\"done\" width=\"%.2f\" height=\"1\"/></svg>%n",
                percent(run),
                100 * run.progress());
    }

    private static String percent(RunSnapshot run) {
        return String.format(Locale.ROOT, "%.1f\u00A0%%", 100 * run.progress());
    }

    private static String lead(RunSnapshot run) {
        var text = new StringBuilder(String.format(Locale.ROOT, "Step <b>%,d</b>", run.step()));
        if (run.plan().steps() > 0) {
            text.append(String.format(Locale.ROOT, " of %,d (%s)", run.plan().steps(), percent(run)));
        }
        if (run.state() == RunState.RUNNING && Double.isFinite(run.secondsLeft())) {
            text.append(" · about <b>")
                    .append(Durations.text(run.secondsLeft()))
                    .append("</b> left");
        }
        var seen = run.seen();
        if (seen != null) {
            text.append(" · last update <time datetime=\"")
                    .append(seen)
                    .append("\">")
                    .append(time(seen));
            text.append("</time>");
        }
        return text.toString();
    }

    static String time(Instant moment) {
        return TIME.format(moment);
    }

    private static String explanation(RunSnapshot run) {
        var words = switch (run.state()) {
            case WAITING -> "There is no run here yet.";
            case RUNNING, STOPPED, COMPLETE -> "";
            case SILENT -> "No update has ended for a while. It may hang, or may have been ended on another machine.";
            case INTERRUPTED ->
                "Its process is gone, and did not say why: it was killed, or the machine was restarted.";
            case ALARM ->
                run.events().reversed().stream()
                        .filter(event -> event.kind() == Kind.ALARM)
                        .map(RunEvent::message)
                        .findFirst()
                        .orElse("");
        };
        return words.isEmpty() ? "" : "<p class=\"explanation\">" + Html.escape(words) + "</p>\n";
    }

    private static String goingOn(RunSnapshot run) {
        var environment = run.environment();
        if (environment == null || !run.state().canGoOn()) {
            return "";
        }
        return "<p>It goes on where it stood with the same command, on " + Html.escape(environment.host())
                + ":</p>\n<pre class=\"command\">cd " + Html.escape(Objects.toString(environment.folder())) + "\n"
                + Html.escape(Objects.toString(environment.command())) + "</pre>\n";
    }
}
