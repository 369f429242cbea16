package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not text, or not text in the form that its name promises. */
public final class BadTextException extends IOException {

    private static final long serialVersionUID = 1L;

    BadTextException(Path file, long line, String problem) {
        super(message(file, line, problem));
    }

    BadTextException(Path file, long line, String problem, Throwable cause) {
        super(message(file, line, problem), cause);
    }

    private static String message(Path file, long line, String problem) {
        return "%s, line %d: %s".formatted(file.toAbsolutePath(), line, problem);
    }
}
