package io.github.data2vec4j.text;

import java.io.IOException;

/** A folder or list in which no text was found, or a list that names something that is none. */
public final class NoTextException extends IOException {

    private static final long serialVersionUID = 1L;

    NoTextException(String message) {
        super(message);
    }
}
