package io.github.data2vec4j.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A sample that cannot be used, whatever is tried: it is broken, empty, or of another kind than is wanted. */
public class BadSampleException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String reason;

    /**
     * @param kind what was expected, such as {@code picture}
     * @param name of the sample, as {@link Content#name}
     * @param reason what is wrong with it, and what to do
     */
    public BadSampleException(String kind, String name, String reason) {
        this(kind, name, reason, null);
    }

    /** The same, with what revealed it. */
    public BadSampleException(String kind, String name, String reason, @Nullable Throwable cause) {
        super("cannot read " + kind + " " + name + ": " + reason, cause);
        this.name = name;
        this.reason = reason;
    }

    /** What the sample is called. */
    public final String name() {
        return name;
    }

    /** What is wrong with it. */
    public final String reason() {
        return reason;
    }
}
