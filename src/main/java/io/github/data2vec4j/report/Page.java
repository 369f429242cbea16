package io.github.data2vec4j.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The page that shows a run. It needs nothing from elsewhere. */
final class Page {

    private Page() {}

    /** A page that stays as it is. */
    static String fixed(RunSnapshot run, Instant now) {
        var made = "<footer>Made " + Html.escape(HeadSection.time(now)) + " by d2v report.</footer>\n";
        return whole(title(run), main(run) + made, resource("page.js"));
    }

    /** A page that renews itself from where it came. */
    static String live(RunSnapshot run) {
        var footer = "<footer id=\"live\">This page renews itself.</footer>\n";
        return whole(title(run), main(run) + footer, resource("page.js") + resource("live.js"));
    }

    /** What {@link #live} renews. */
    static String main(RunSnapshot run) {
        return "<main data-title=\"" + Html.escape(title(run)) + "\">\n" + HeadSection.html(run) + body(run)
                + SettingsSection.html(run) + "</main>\n";
    }

    private static String body(RunSnapshot run) {
        var metrics = run.metrics();
        if (metrics.size() == 0) {
            return "<section id=\"charts\"><p class=\"quiet\">No update has ended yet.</p></section>\n"
                    + EventsSection.html(run);
        }
        var charts = RunCharts.of(run);
        var steps = metrics.values(Metric.STEP);
        var html =
                new StringBuilder("<section id=\"charts\">\n<h2>Curves</h2>\n").append(legend(metrics.size(), charts));
        html.append("<div class=\"grid\">\n");
        charts.forEach(chart -> html.append(ChartFigure.html(chart, steps)));
        html.append("</div>\n</section>\n");
        return html.append(NumbersSection.html(run, charts))
                .append(EventsSection.html(run))
                .toString();
    }

    /** Only of what there is to be seen. */
    private static String legend(int updates, List<Chart> charts) {
        int reach = RunningMean.reach(updates);
        var words = new StringBuilder();
        if (reach > 0) {
            words.append(String.format(
                    Locale.ROOT,
                    " Faint: each update, or the least and the greatest of neighbours. Strong: running mean of %,d.",
                    2 * reach + 1));
        }
        if (charts.stream().anyMatch(chart -> !chart.marked().isEmpty())) {
            words.append(" Marks at the bottom: updates that were left out.");
        }
        return words.isEmpty() ? "" : "<p class=\"quiet\">Over updates." + words + "</p>\n";
    }

    private static String title(RunSnapshot run) {
        var progress = run.plan().steps() == 0 || run.state() == RunState.COMPLETE
                ? run.state().label()
                : String.format(
                        Locale.ROOT,
                        "%.0f %% %s",
                        100 * run.progress(),
                        run.state().label());
        return run.name() + ": " + progress;
    }

    static String whole(String title, String body, String script) {
        var style = resource("page.css");
        var policy = "default-src 'none'; connect-src 'self'; img-src data:; style-src '" + hash(style)
                + "'; script-src '" + hash(script) + "'; base-uri 'none'; form-action 'none'";
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>" + Html.escape(title) + "</title>\n<style>" + style
                + "</style>\n</head>\n<body>\n" + body + "<script>" + script + "</script>\n</body>\n</html>\n";
    }

    /** By which a browser knows that a style or a script is ours. */
    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String resource(String name) {
        try (var stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing in this build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
