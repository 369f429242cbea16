package io.github.data2vec4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes tokenizers and shows what they do. */
@Command(
        name = "tokenizer",
        description = "Learn a vocabulary for text, or see how one cuts a text.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenizerTrainCommand.class, TokenizerShowCommand.class},
        footer = {
            "",
            "Examples:",
            "  d2v tokenizer train --data src/samples/text --output out/tokenizer \\",
            "      --vocabulary 8000",
            "  d2v tokenizer show out/tokenizer/tokenizer.json \"How is this cut?\""
        })
final class TokenizerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: train or show");
    }
}
