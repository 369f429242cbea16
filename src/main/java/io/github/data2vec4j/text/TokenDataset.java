package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a folder of token shards says of itself, in {@code dataset.json}.
 *
 * @param format version of all that is in the folder
 * @param type of the tokens: UINT16 or INT32, little endian
 * @param tokenizerSha256 of {@code tokenizer.json}, in hexadecimal digits
 * @param place where the text was found
 * @param textKey what the text was called in JSON lines
 * @param shards in their order
 */
record TokenDataset(
        int format, TokenType type, String tokenizerSha256, String place, String textKey, List<Shard> shards) {

    static final String FILE = "dataset.json";
    static final int FORMAT = 1;

    /**
     * Two files, {@code tokens-N.bin} and {@code lines-N.bin}.
     *
     * @param tokens tokens, of which {@code </s>} ends each line and one more each document
     * @param lines lines that end in it
     * @param documents documents that end in it
     * @param tokensCrc32c of the first file (Castagnoli)
     * @param linesCrc32c of the second file
     */
    record Shard(long tokens, long lines, long documents, long tokensCrc32c, long linesCrc32c) {

        Shard {
            if (tokens < 0 || lines < 0 || documents < 0) {
                throw new IllegalArgumentException("a number of tokens, lines or documents is negative");
            }
        }
    }

    TokenDataset {
        shards = List.copyOf(shards);
    }

    String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** @throws BadTokensException if the text is no such description */
    static TokenDataset parse(Path file, String json) throws IOException {
        try {
            var version = JsonMapper.shared().readTree(json).path("format").asInt(0);
            if (version != FORMAT) {
                throw new BadTokensException(file, "it has format " + version + ", and this version reads " + FORMAT);
            }
            return JsonMapper.shared().readValue(json, TokenDataset.class);
        } catch (JacksonException | NullPointerException e) {
            throw new BadTokensException(file, "it describes no token shards: " + e.getMessage(), e);
        }
    }
}
