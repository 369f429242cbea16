package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object of JSON in each line, which is a document. Line breaks inside its text end lines; blank lines inside it do
 * not end the document. Blank lines between objects, and objects whose text is null, are skipped.
 */
final class JsonLines implements TextReader {

    private static final int LONGEST_SHOWN = 80;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LineReader lines;
    private final String key;
    private Iterator<String> document = List.<String>of().iterator();

    /** @param key of the text in each object */
    JsonLines(Path file, String key) throws IOException {
        this.lines = new LineReader(file);
        this.key = key;
    }

    @Override
    public @Nullable String line() throws IOException {
        while (!document.hasNext()) {
            var json = lines.next();
            if (json == null) {
                return null;
            }
            var text = json.isBlank() ? null : text(object(json));
            if (text != null) {
                document = DocumentLines.of(text);
            }
        }
        return document.next();
    }

    private JsonNode object(String line) throws BadTextException {
        try {
            var json = JSON.readTree(line);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // Where its reader began to look helps nobody.
            throw lines.mistake("this is no JSON: " + e.getOriginalMessage().replaceAll(" \\(start marker at .*", ""));
        }
        throw lines.mistake("expected an object of JSON with the key " + key);
    }

    /** Null where the document has no text, as tables have it too. */
    private @Nullable String text(JsonNode json) throws BadTextException {
        var text = json.path(key);
        if (text.isNull()) {
            return null;
        }
        if (text.isMissingNode()) {
            throw lines.mistake("there is no key %s, but %s (--text-key names another)"
                    .formatted(key, shown(json.propertyNames().toString())));
        }
        if (!text.isString()) {
            throw lines.mistake(key + " is not a string, but " + shown(text.toString()));
        }
        try {
            return WellFormed.require(text.stringValue());
        } catch (IllegalArgumentException e) {
            throw lines.mistake(key + " is no text: " + e.getMessage());
        }
    }

    private static String shown(String json) {
        return json.length() <= LONGEST_SHOWN ? json : json.substring(0, LONGEST_SHOWN) + "...";
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
