package io.github.data2vec4j.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** With what the run was made: machine, versions and configuration. */
final class SettingsSection {

    private SettingsSection() {}

    static String html(RunSnapshot run) {
        return environment(run) + configuration(run);
    }

    private static String environment(RunSnapshot run) {
        var environment = run.environment();
        if (environment == null) {
            return "";
        }
        var html = new StringBuilder("<section id=\"environment\">\n<h2>Environment</h2>\n<dl class=\"facts\">\n");
        fact(html, "data", environment.data());
        fact(html, "parameters of the student", String.format(Locale.ROOT, "%,d", environment.parameters()));
        fact(html, "program", environment.version());
        fact(html, "libtorch", environment.libtorch() + " on " + environment.threads() + " threads");
        fact(html, "Java", environment.java());
        fact(html, "host", environment.host() + ", " + environment.processors() + " processors");
        fact(html, "system", environment.system());
        return html.append("</dl>\n</section>\n").toString();
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>\n");
    }

    private static String configuration(RunSnapshot run) {
        var text = run.plan().configuration();
        if (text.isEmpty()) {
            return "";
        }
        var lines = text.lines().map(SettingsSection::line).collect(Collectors.joining("\n"));
        return "<section id=\"configuration\">\n<h2>Configuration</h2>\n<pre class=\"yaml\">" + lines
                + "</pre>\n</section>\n";
    }

    /** With its comment in a quieter colour; a number sign inside a value has no space before it. */
    private static String line(String line) {
        int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
        return comment < 0
                ? Html.escape(line)
                : Html.escape(line.substring(0, comment)) + "<span>" + Html.escape(line.substring(comment)) + "</span>";
    }
}
