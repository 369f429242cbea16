package io.github.data2vec4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at corpora. */
@Command(
        name = "data",
        description = "Look at a corpus.",
        mixinStandardHelpOptions = true,
        subcommands = DataCheckCommand.class,
        footer = {"", "Example:", "  d2v data check my/recordings"})
final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: check");
    }
}
