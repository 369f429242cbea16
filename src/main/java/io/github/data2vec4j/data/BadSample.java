package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sample that was left out.
 *
 * @param name of its file, or of its place in one
 * @param number in its corpus, from 0, or {@link #UNNUMBERED}: names change with the way to the corpus, and a list can
 *     name a file twice
 * @param reason why it cannot be read
 */
public record BadSample(String name, int number, String reason) {

    /** Instead of a number, where what is left out is no sample of a corpus that was counted. */
    public static final int UNNUMBERED = -1;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** One without a number, such as a line of text. */
    public BadSample(String name, String reason) {
        this(name, UNNUMBERED, reason);
    }

    /**
     * A line {@code name<TAB>number<TAB>reason}, or {@code name<TAB>reason} without a number, without its end. The
     * reason is last: where a killed program leaves half a line, no number is cut.
     */
    public String toLine() {
        return oneField(name) + '\t' + (number < 0 ? "" : number + "\t") + oneField(reason);
    }

    private static String oneField(String text) {
        return text.replaceAll("[\\t\\n\\r]+", " ");
    }

    /** What such a line tells; nothing if it is none, such as the last one of a program that was killed. */
    public static Optional<BadSample> ofLine(String line) {
        var fields = line.split("\t", 3);
        if (fields.length < 2 || fields[0].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                fields.length == 3 && NUMBER.matcher(fields[1]).matches()
                        ? new BadSample(fields[0], Integer.parseInt(fields[1]), fields[2])
                        : new BadSample(fields[0], line.substring(fields[0].length() + 1)));
    }

    /**
     * What a failure says of a sample.
     *
     * @param name of the sample, where the failure does not know it
     */
    public static BadSample of(String name, IOException failure) {
        return switch (failure) {
            case BadSampleException bad -> new BadSample(bad.name(), bad.reason());
            // Their messages are the path and nothing else.
            case NoSuchFileException missing ->
                new BadSample(name, "there is no such file (any more), or it is a link that leads nowhere");
            case AccessDeniedException denied -> new BadSample(name, "this user may not read it");
            // Theirs begin with the path, which the name is.
            case FileSystemException file when file.getReason() != null -> new BadSample(name, file.getReason());
            default -> new BadSample(name, withoutName(String.valueOf(failure.getMessage()), name));
        };
    }

    private static String withoutName(String message, String name) {
        var start = name + ": ";
        return message.startsWith(start) ? message.substring(start.length()) : message;
    }

    /** The same with its number in its corpus. */
    public BadSample numbered(int number) {
        return new BadSample(name, number, reason);
    }
}
