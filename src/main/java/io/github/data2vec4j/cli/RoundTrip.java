package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.BadText;
import io.github.data2vec4j.text.TextFiles;
import io.github.data2vec4j.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What became of lines of text that were encoded and decoded.
 *
 * @param lines that were tried
 * @param bytes of these lines in UTF-8
 * @param tokens of these lines
 * @param example the beginning of the first line, with a bar between tokens
 * @param failures what was wrong, one for each line that did not come back or got a special token
 */
record RoundTrip(int lines, long bytes, long tokens, String example, List<String> failures) {

    private static final int EXAMPLE_LENGTH = 80;
    private static final int FAILURES_SHOWN = 3;

    RoundTrip {
        failures = List.copyOf(failures);
    }

    /**
     * Tries the first lines of every file that can be read.
     *
     * @param most lines in all, if there are not more files
     */
    static RoundTrip of(Tokenizer tokenizer, TextFiles files, int most) throws IOException {
        int lines = 0;
        long bytes = 0;
        long tokens = 0;
        var example = "";
        var failures = new ArrayList<String>();
        var bad = new BadText(files, 1, one -> {});
        for (var file : files.paths()) {
            for (var line : firstLines(files, file, bad, Math.max(1, most / files.size()))) {
                var encoded = tokenizer.encode(line);
                if (lines == 0) {
                    example = example(tokenizer, encoded);
                }
                lines++;
                bytes += line.getBytes(StandardCharsets.UTF_8).length;
                tokens += encoded.length;
                var failure = failure(tokenizer, line, encoded);
                if (failure != null) {
                    failures.add(file + ": " + failure);
                }
            }
        }
        return new RoundTrip(lines, bytes, tokens, example, failures);
    }

    private static List<String> firstLines(TextFiles files, Path file, BadText bad, int most) throws IOException {
        try (var lines = files.lines(file, bad)) {
            return lines.limit(most).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static @Nullable String failure(Tokenizer tokenizer, String line, int[] tokens) {
        for (int token : tokens) {
            if (tokenizer.vocabulary().isSpecial(token)) {
                return "%s stands for a part of %s".formatted(tokenizer.decode(token), Quote.around(0, line));
            }
        }
        var back = tokenizer.decode(tokens);
        if (back.equals(line)) {
            return null;
        }
        int difference = Arrays.mismatch(line.toCharArray(), back.toCharArray());
        return "%s comes back as %s".formatted(Quote.around(difference, line), Quote.around(difference, back));
    }

    private static String example(Tokenizer tokenizer, int[] tokens) {
        // A character has at most four tokens, so that the bars alone fill the line.
        var first = Arrays.copyOf(tokens, Math.min(tokens.length, 4 * EXAMPLE_LENGTH));
        var example = new StringJoiner("|");
        for (var part : TextPart.of(tokenizer, first)) {
            if (example.length() + part.text().length() > EXAMPLE_LENGTH) {
                example.add("...");
                break;
            }
            example.add(part.text());
        }
        return Quote.of(example.toString());
    }

    boolean isPerfect() {
        return failures.isEmpty();
    }

    String text() {
        var text = new ArrayList<String>();
        failures.stream()
                .limit(FAILURES_SHOWN)
                .map(failure -> "FAIL " + failure)
                .forEach(text::add);
        var verdict = isPerfect()
                ? "all come back unchanged, none with <unk>"
                : String.format(Locale.ROOT, "%,d FAILED", failures.size());
        text.add(String.format(
                Locale.ROOT, "Tried on %,d lines: %s; %.2f bytes per token.", lines, verdict, (double) bytes / tokens));
        text.add("The first one is cut like this: " + example);
        return String.join(System.lineSeparator(), text);
    }
}
