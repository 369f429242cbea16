package io.github.data2vec4j.vision;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that cannot be read as a picture; the message names it and says why. */
public final class BadPictureException extends IOException {

    private static final long serialVersionUID = 1L;

    BadPictureException(String name, String reason) {
        this(name, reason, null);
    }

    BadPictureException(String name, String reason, @Nullable Throwable cause) {
        super("cannot read picture " + name + ": " + reason, cause);
    }
}
