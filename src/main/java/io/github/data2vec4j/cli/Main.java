package io.github.data2vec4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "d2v",
        description = "Self-supervised pretraining with data2vec, on libtorch.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            PretrainCommand.class,
            ReportCommand.class,
            WatchCommand.class,
            ProbeCommand.class,
            ConfigCommand.class,
            DataCommand.class,
            ShardCommand.class,
            TokenizerCommand.class,
            TokenizeCommand.class,
            VerifyCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  d2v doctor",
            "  d2v pretrain configs/vision/quickstart.yaml --data my/pictures --output out/first",
            "  d2v watch out/first",
            "  d2v config show configs/vision/quickstart.yaml",
            "  d2v shard --data my/pictures --output out/shards --shuffle 1",
            "  d2v tokenizer train --data my/texts --output out/tokenizer",
            "  d2v tokenize --data my/texts --tokenizer out/tokenizer/tokenizer.json --output out/tokens",
            "  d2v verify forward path/to/case",
            "",
            "Each command explains itself: d2v COMMAND --help"
        })
public final class Main implements Runnable {

    /** Exit status when a check failed or an alarm was raised. */
    static final int CHECK_FAILED = 1;

    /** Exit status when the input is wrong: arguments, configuration or data. */
    static final int WRONG_INPUT = 2;

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        // Read when the first logger is made; a file of the user's goes first.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/github/data2vec4j/cli/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new Complaint())
                .setExecutionStrategy(Main::execute)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    /** Picocli lets errors pass; one of them is for the user. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
