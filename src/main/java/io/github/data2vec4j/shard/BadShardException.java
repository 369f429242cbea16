package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shards that cannot be used at all: broken, of another kind, or without what is wanted. */
public class BadShardException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param message names the file or folder, what is wrong with it and what to do */
    public BadShardException(String message) {
        super(message);
        this.reason = message;
    }

    /** The same for one file. */
    BadShardException(Path file, String reason) {
        this(file, reason, null);
    }

    /** The same, with what revealed it. */
    BadShardException(Path file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
        this.reason = reason;
    }

    /** The same again, for another thread that meets it. */
    BadShardException(BadShardException earlier) {
        super(earlier.getMessage(), earlier);
        this.reason = earlier.reason;
    }

    /** What is wrong, without the file. */
    public final String reason() {
        return reason;
    }
}
