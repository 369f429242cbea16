package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@code tokenizer.json} says about its vocabulary, which the library that encodes text does not tell. */
final class TokenizerJson {

    private final Path file;
    private final Map<String, Integer> special = new HashMap<>();
    private int largest = -1;

    private TokenizerJson(Path file) {
        this.file = file;
    }

    /** @throws IOException if the file is missing or no such description */
    static TokenizerJson read(Path file) throws IOException {
        var json = parse(file);
        var vocabulary = json.path("model").path("vocab");
        var all = new TokenizerJson(file);
        if (vocabulary.isObject()) {
            for (var token : vocabulary.properties()) {
                all.addToken(token.getValue(), "token \"" + token.getKey() + "\" of model.vocab");
            }
        } else if (vocabulary.isArray()) {
            all.largest = vocabulary.size() - 1;
        } else {
            throw new BadTokenizerException(file, "there is no model.vocab");
        }
        for (var token : json.path("added_tokens")) {
            all.addAdded(token);
        }
        return all;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new BadTokenizerException(
                    file, "line " + e.getLocation().getLineNr() + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            var missing = new NoSuchFileException(file.toAbsolutePath().toString(), null, "there is no such tokenizer");
            missing.initCause(e);
            throw missing;
        }
    }

    private void addAdded(JsonNode token) throws BadTokenizerException {
        var content = token.path("content");
        if (!content.isString() || content.stringValue().isEmpty()) {
            throw new BadTokenizerException(file, "an entry of added_tokens has no content");
        }
        int id = addToken(token.path("id"), "token \"" + content.stringValue() + "\" of added_tokens");
        if (token.path("special").asBoolean(false)) {
            special.put(content.stringValue(), id);
        }
    }

    private int addToken(JsonNode id, String what) throws BadTokenizerException {
        if (!id.isInt() || id.intValue() < 0) {
            throw new BadTokenizerException(file, what + " has no number");
        }
        largest = Math.max(largest, id.intValue());
        return id.intValue();
    }

    /** Special tokens by their spelling. */
    Map<String, Integer> special() {
        return special;
    }

    /** @throws BadTokenizerException if a special token is missing, or two of them are the same */
    Vocabulary vocabulary() throws BadTokenizerException {
        var others = special.values().stream().mapToInt(Integer::intValue).toArray();
        try {
            return Vocabulary.of(largest + 1, id("<s>"), id("<pad>"), id("</s>"), id("<mask>"), others);
        } catch (IllegalArgumentException e) {
            throw new BadTokenizerException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private int id(String token) throws BadTokenizerException {
        var id = special.get(token);
        if (id == null) {
            throw new BadTokenizerException(
                    file,
                    "the special token " + token + " is missing (a text model needs <s>, <pad>, </s> and <mask> among"
                            + " the added_tokens marked special)");
        }
        return id;
    }
}
