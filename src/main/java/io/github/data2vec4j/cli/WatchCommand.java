package io.github.data2vec4j.cli;

import io.github.data2vec4j.report.WatchServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows runs while they go on. */
@Command(
        name = "watch",
        description = "Show a run, or all runs in a folder, in a browser while they go on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The page is for this machine alone. To see that of another one, let ssh bring it here:",
            "  ssh -L 8080:localhost:8080 there ./d2v watch out/pictures --port 8080",
            "",
            "It may be started before the run, and goes on when the run is resumed or replaced. Ctrl-C ends it.",
            "",
            "Examples:",
            "  d2v watch out/pictures",
            "  d2v watch out --port 8080"
        })
final class WatchCommand implements Callable<Integer> {

    private static final int LARGEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or folder with several of them.")
    private Path folder;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where to serve the page (default: any free one).")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > LARGEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port is from 0 to " + LARGEST_PORT + ", not " + port);
        }
        var ended = new CountDownLatch(1);
        try (var signals = StopSignals.on(ended::countDown, "TERM", "INT");
                var server = WatchServer.start(folder, port, RunPlans::read, RunPlans.here())) {
            var out = spec.commandLine().getOut();
            out.println(server.address());
            out.flush();
            ended.await();
        }
        return 0;
    }
}
