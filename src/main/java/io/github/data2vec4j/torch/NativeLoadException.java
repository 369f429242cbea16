package io.github.data2vec4j.torch;

import org.jspecify.annotations.Nullable;

/**
 * libtorch, data2vec4j's own native library or another one could not be loaded; the message says why and what to do.
 */
public final class NativeLoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NativeLoadException(String message) {
        super(message);
    }

    /** @param message what could not be loaded, why, and what to do */
    public NativeLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
