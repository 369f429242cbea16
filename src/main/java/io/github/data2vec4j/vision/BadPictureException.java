package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.BadSampleException;
import org.jspecify.annotations.Nullable;

/** A file that cannot be read as a picture; the message names it and says why. */
public final class BadPictureException extends BadSampleException {

    private static final long serialVersionUID = 1L;

    BadPictureException(String name, String reason) {
        this(name, reason, null);
    }

    BadPictureException(String name, String reason, @Nullable Throwable cause) {
        super("picture", name, reason, cause);
    }

    /** What it means that a decoder failed. */
    static BadPictureException because(Exception failure, String name) {
        return failure instanceof BadPictureException bad
                ? bad
                : new BadPictureException(name, "the file is broken or cut off (" + failure + ")", failure);
    }
}
