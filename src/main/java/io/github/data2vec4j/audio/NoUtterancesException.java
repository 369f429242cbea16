package io.github.data2vec4j.audio;

import java.io.IOException;

/** A folder or manifest in which no utterance was found, or a manifest with a mistake. */
public final class NoUtterancesException extends IOException {

    private static final long serialVersionUID = 1L;

    NoUtterancesException(String message) {
        super(message);
    }
}
