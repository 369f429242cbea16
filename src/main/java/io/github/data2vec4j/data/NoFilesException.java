package io.github.data2vec4j.data;

import java.io.IOException;

/** A folder or list in which nothing of the wanted kind was found, or a list that names something that is none. */
public final class NoFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    NoFilesException(String message) {
        super(message);
    }
}
