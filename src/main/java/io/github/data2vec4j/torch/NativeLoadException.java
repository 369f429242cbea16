package io.github.data2vec4j.torch;

import org.jspecify.annotations.Nullable;

/** libtorch or data2vec4j's own native library could not be loaded; the message says why and what to do. */
public final class NativeLoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NativeLoadException(String message) {
        super(message);
    }

    NativeLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
