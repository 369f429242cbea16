package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder, list or files in which no text was found, or a list that names something that is none. */
public final class NoTextException extends IOException {

    private static final long serialVersionUID = 1L;

    NoTextException(String message) {
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
