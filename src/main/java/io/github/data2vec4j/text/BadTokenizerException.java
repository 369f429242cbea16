package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;

/** A file that describes no tokenizer, or none that a text model can be trained with. */
public final class BadTokenizerException extends IOException {

    private static final long serialVersionUID = 1L;

    BadTokenizerException(Path file, String problem) {
        super(file.toAbsolutePath() + ": " + problem);
    }

    BadTokenizerException(Path file, String problem, Throwable cause) {
        super(file.toAbsolutePath() + ": " + problem, cause);
    }
}
