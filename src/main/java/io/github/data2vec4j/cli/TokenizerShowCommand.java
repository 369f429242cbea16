package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the tokens of a text. */
@Command(
        name = "show",
        description = "Print the tokens of a text, each with its number.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A character that is cut into several tokens stands on one line with all of their numbers.",
            "",
            "Example:",
            "  d2v tokenizer show out/tokenizer/tokenizer.json \"How is this cut?\""
        })
final class TokenizerShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOKENIZER", description = "A tokenizer.json, or the folder that has it.")
    private Path path;

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to cut; quote it if it has blanks.")
    private String text;

    @Override
    public Integer call() throws IOException {
        try (var tokenizer = Tokenizer.read(file())) {
            var tokens = encode(tokenizer);
            print(spec.commandLine().getOut(), TextPart.of(tokenizer, tokens));
            summarise(spec.commandLine().getOut(), tokens.length, tokenizer.decode(tokens));
        }
        return 0;
    }

    private Path file() {
        return Files.isDirectory(path) ? path.resolve(Tokenizer.FILE) : path;
    }

    private int[] encode(Tokenizer tokenizer) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, List<TextPart> parts) {
        int width =
                parts.stream().mapToInt(part -> numbers(part).length()).max().orElse(0);
        for (var part : parts) {
            var numbers = numbers(part);
            out.println(" ".repeat(width - numbers.length()) + numbers + "  " + Quote.of(part.text()));
        }
    }

    private static String numbers(TextPart part) {
        return part.tokens().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private void summarise(PrintWriter out, int tokens, String decoded) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        out.printf(Locale.ROOT, "%,d tokens for %,d bytes%n", tokens, bytes);
        if (!decoded.equals(text)) {
            out.println("Decoded it is another text: " + Quote.of(decoded));
        }
        if (text.contains("\uFFFD")) {
            out.println(
                    "Note: U+FFFD in the text is what Java makes of other characters where the locale is not UTF-8.");
        }
        out.flush();
    }
}
