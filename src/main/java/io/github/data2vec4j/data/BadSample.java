package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * A sample that was left out.
 *
 * @param name of its file, or of its place in one
 * @param reason why it cannot be read
 */
public record BadSample(String name, String reason) {

    /** A line {@code name<TAB>reason}, without its end. */
    public String toLine() {
        return oneField(name) + '\t' + oneField(reason);
    }

    private static String oneField(String text) {
        return text.replaceAll("[\\t\\n\\r]+", " ");
    }

    /** What such a line tells; nothing if it is none, such as the last one of a program that was killed. */
    public static Optional<BadSample> ofLine(String line) {
        int tab = line.indexOf('\t');
        return tab > 0 ? Optional.of(new BadSample(line.substring(0, tab), line.substring(tab + 1))) : Optional.empty();
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
            default -> new BadSample(name, String.valueOf(failure.getMessage()));
        };
    }
}
