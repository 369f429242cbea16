package io.github.data2vec4j.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that breaks the safetensors format or lacks a tensor; the message names the file, the tensor where there is
 * one, and what is wrong.
 */
public final class BadSafetensorsException extends IOException {

    private static final long serialVersionUID = 1L;

    BadSafetensorsException(Path file, String reason) {
        this(file, reason, null);
    }

    BadSafetensorsException(Path file, String reason, @Nullable Throwable cause) {
        super("safetensors file " + file + ": " + reason, cause);
    }
}
