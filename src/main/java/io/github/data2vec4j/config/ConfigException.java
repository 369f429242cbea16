package io.github.data2vec4j.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in a configuration, or several: the message has one line for each, {@code file:line: what is wrong}, or
 * {@code --set key: what is wrong} where the value came from an override.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] mistakes;
    private final transient @Nullable Rejection rejection;

    /** What the constructor of a record refused, while file and line are not known yet. */
    record Rejection(String field, String reason) {}

    private ConfigException(List<String> mistakes, @Nullable Rejection rejection, @Nullable Throwable cause) {
        super(String.join("\n", mistakes), cause);
        this.mistakes = mistakes.toArray(String[]::new);
        this.rejection = rejection;
    }

    /**
     * Refuses the value of a record component; for compact constructors. When the record comes from a file, file, line
     * and full key are added on the way out.
     *
     * @param field name of the component, or {@code component.inner} for a part of it
     * @param reason the sentence after the name, such as {@code must be > 0, is -1}
     */
    public static ConfigException of(String field, String reason) {
        return new ConfigException(List.of("'" + field + "' " + reason), new Rejection(field, reason), null);
    }

    /** One line for each mistake, in the order of the file; at least one. */
    public List<String> mistakes() {
        return List.of(mistakes);
    }

    static ConfigException at(Place place, String mistake) {
        return new ConfigException(List.of(place + ": " + mistake), null, null);
    }

    static ConfigException at(Place place, String mistake, Throwable cause) {
        return new ConfigException(List.of(place + ": " + mistake), null, cause);
    }

    static ConfigException unlocated(String mistake) {
        return new ConfigException(List.of(mistake), null, null);
    }

    /** One exception that says all that the given ones say. */
    static ConfigException all(List<ConfigException> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var mistakes =
                parts.stream().flatMap(part -> Arrays.stream(part.mistakes)).toList();
        var all = new ConfigException(mistakes, null, null);
        parts.forEach(all::addSuppressed);
        return all;
    }

    @Nullable
    Rejection rejection() {
        return rejection;
    }
}
