package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSampleException;
import java.nio.file.Path;

/** A line, or a row of a table, that is not text, or not text in the form that its file's name promises. */
public final class BadTextException extends BadSampleException {

    private static final long serialVersionUID = 1L;

    BadTextException(Path file, long line, String problem) {
        super("text", "%s, line %d".formatted(file.toAbsolutePath(), line), problem);
    }
}
