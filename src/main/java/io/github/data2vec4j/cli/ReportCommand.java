package io.github.data2vec4j.cli;

import io.github.data2vec4j.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page of a run. */
@Command(
        name = "report",
        description = "Make one HTML file of a run: its curves, what happened, and its configuration.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The run may be over, under way, or have been killed. The file needs nothing from elsewhere: it can be sent"
                    + " by mail, read on a phone, and printed.",
            "",
            "Examples:",
            "  d2v report out/pictures",
            "  d2v report out/pictures --output pictures.html"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of a run: the --output of d2v pretrain.")
    private Path folder;

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write (default: DIR/report.html).")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        var file = output == null ? folder.resolve("report.html") : output;
        Report.write(folder, file, RunPlans::read, RunPlans.here());
        spec.commandLine().getOut().println(file);
        return 0;
    }
}
