package io.github.data2vec4j.data;

import java.io.IOException;

/** More samples than are tolerated cannot be read; the message names the first of them. */
public final class TooManyBadSamplesException extends IOException {

    private static final long serialVersionUID = 1L;

    TooManyBadSamplesException(String message) {
        super(message);
    }
}
