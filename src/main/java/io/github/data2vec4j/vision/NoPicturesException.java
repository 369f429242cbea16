package io.github.data2vec4j.vision;

import java.io.IOException;

/** A folder or list in which no picture was found, or a list that names something that is none. */
public final class NoPicturesException extends IOException {

    private static final long serialVersionUID = 1L;

    NoPicturesException(String message) {
        super(message);
    }
}
