package io.github.data2vec4j.config;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * What a key of a configuration means: the {@code @param} of the record component, which the build collects from the
 * sources of this library. Of other records nothing is known.
 */
public final class KeyComments {
    private static final Properties COLLECTED = collected();

    private KeyComments() {}

    /** One line of plain text, as it stands in Javadoc. */
    public static Optional<String> of(Class<?> recordType, String component) {
        return Optional.ofNullable(COLLECTED.getProperty(recordType.getName() + "." + component));
    }

    private static Properties collected() {
        var properties = new Properties();
        // Only a build that went around Maven lacks the file, and everything but comments works without it.
        try (var file = KeyComments.class.getResourceAsStream("comments.properties")) {
            if (file != null) {
                properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("comments.properties cannot be read", e);
        }
        return properties;
    }
}
