package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigFile;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Explains configuration files. */
@Command(
        name = "config",
        description = "Show what a configuration file says, or whether it is right.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 if the configuration is right, 2 if not.",
            "",
            "Examples:",
            "  d2v config show configs/vision/quickstart.yaml",
            "  d2v config check my.yaml"
        })
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: show or check");
    }

    /** Prints everything that holds. */
    @Command(
            name = "show",
            description = "Print all keys with their values, after 'extends' and --set, and what each of them means.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "What is printed is a configuration file itself, which extends no other.",
                "",
                "Examples:",
                "  d2v config show configs/vision/quickstart.yaml",
                "  d2v config show configs/vision/quickstart.yaml --set training.steps=5000 > my.yaml"
            })
    void show(@Mixin ConfigSource source) {
        var resolved = source.read();
        var run = resolved.bind(RunKind.of(resolved).type());
        var out = spec.commandLine().getOut();
        out.print(ConfigFile.toCommentedYaml(run));
        out.flush();
    }

    /** Looks for mistakes. */
    @Command(
            name = "check",
            description = "Say whether a configuration is right, or all that is wrong with it, with file and line.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit status: 0 if it is right, 2 if not.",
                "",
                "Examples:",
                "  d2v config check my.yaml",
                "  d2v config check my.yaml --set model.layers=12"
            })
    void check(@Mixin ConfigSource source) {
        var resolved = source.read();
        var kind = RunKind.of(resolved);
        var run = kind.bind(resolved);
        var out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "ok: %s describes %s, with an encoder of %,d parameters%n",
                source.file(),
                kind.description(),
                run.encoderParameters());
        out.flush();
    }
}
