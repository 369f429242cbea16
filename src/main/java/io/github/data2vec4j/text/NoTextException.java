package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files in which no text was found. */
public final class NoTextException extends IOException {

    private static final long serialVersionUID = 1L;

    private NoTextException(String message) {
        super(message);
    }

    /** All lines of these files are blank. */
    static NoTextException in(List<Path> files) {
        return new NoTextException(
                files.isEmpty()
                        ? "there are no text files"
                        : "all lines are blank in %d text files; the first is %s"
                                .formatted(files.size(), files.getFirst().toAbsolutePath()));
    }
}
