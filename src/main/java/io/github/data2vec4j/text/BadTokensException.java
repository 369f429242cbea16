package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;

/** A file of token shards that is not what was written. */
public final class BadTokensException extends IOException {

    private static final long serialVersionUID = 1L;

    BadTokensException(Path file, String problem) {
        super(file.toAbsolutePath() + ": " + problem);
    }

    BadTokensException(Path file, String problem, Throwable cause) {
        super(file.toAbsolutePath() + ": " + problem, cause);
    }
}
