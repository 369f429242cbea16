package io.github.data2vec4j.text;

import java.io.IOException;

/** A file that is not text. */
public final class BadTextException extends IOException {

    private static final long serialVersionUID = 1L;

    BadTextException(String message, Throwable cause) {
        super(message, cause);
    }
}
