package io.github.data2vec4j.cli;

import io.github.data2vec4j.cli.Finding.Severity;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what data2vec4j found on this machine, and what is wrong with it. */
@Command(
        name = "doctor",
        description = "Show what data2vec4j runs on, and what is wrong with it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 if data2vec4j can work, 1 if not.", "", "Example:", "  d2v doctor"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var findings = Examination.of(Host.current());
        print(spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi(), findings);
        boolean broken = findings.stream().anyMatch(finding -> finding.severity() == Severity.BROKEN);
        return broken ? Main.CHECK_FAILED : 0;
    }

    static void print(PrintWriter out, Ansi ansi, List<Finding> findings) {
        for (var finding : findings) {
            var label = finding.topic();
            for (var fact : finding.facts()) {
                out.printf("%-11s %s%n", label, fact);
                label = "";
            }
            switch (finding.severity()) {
                case FINE -> {}
                case HINT -> out.println(ansi.string("@|yellow            hint: |@") + finding.advice());
                case BROKEN -> out.println(ansi.string("@|red,bold            BROKEN: |@") + finding.advice());
            }
        }
        out.println();
        out.println(conclusion(findings));
        out.flush();
    }

    private static String conclusion(List<Finding> findings) {
        long broken = count(findings, Severity.BROKEN);
        long hints = count(findings, Severity.HINT);
        if (broken > 0) {
            return "data2vec4j cannot work here: see BROKEN above.";
        }
        return "Everything works" + (hints == 0 ? "." : "; " + hints + (hints == 1 ? " hint" : " hints") + " above.");
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
