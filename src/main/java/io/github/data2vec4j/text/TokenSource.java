package io.github.data2vec4j.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of text that was made into tokens, with what became of it.
 *
 * @param path as it was found
 * @param documents in it
 * @param lines in it that are not blank
 * @param tokens of it, {@code </s>} of lines and documents included
 */
public record TokenSource(String path, long documents, long lines, long tokens) {

    static final String FILE = "sources.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public TokenSource {
        if (path.isEmpty() || documents < 0 || lines < 0 || tokens < 0) {
            throw new IllegalArgumentException("a path is missing, or a number is negative");
        }
    }

    static String toJsonLines(List<TokenSource> sources) {
        var json = new StringBuilder();
        for (var source : sources) {
            json.append(JSON.writeValueAsString(source)).append('\n');
        }
        return json.toString();
    }

    /** @throws BadTokensException if a line is no such description */
    static List<TokenSource> read(Path file) throws IOException {
        var sources = new ArrayList<TokenSource>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                sources.add(JSON.readValue(line, TokenSource.class));
            }
        } catch (JacksonException | NullPointerException | CharacterCodingException e) {
            throw new BadTokensException(file, "line " + (sources.size() + 1) + " describes no file of text", e);
        }
        return List.copyOf(sources);
    }
}
