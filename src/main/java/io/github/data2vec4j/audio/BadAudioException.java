package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import java.nio.file.Path;

/** A file that cannot be read as the audio that is wanted; the message names it and says why. */
public final class BadAudioException extends BadSampleException {

    private static final long serialVersionUID = 1L;

    BadAudioException(Path file, String reason) {
        super("audio", file.toString(), reason);
    }
}
