package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be read as the audio that is wanted; the message names it and says why. */
public final class BadAudioException extends IOException {

    private static final long serialVersionUID = 1L;

    BadAudioException(Path file, String reason) {
        super("cannot read audio " + file + ": " + reason);
    }
}
