package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A folder's {@code transcripts.tsv}: lines {@code PATH<TAB>TEXT}. */
final class Transcripts {

    /** Of the file that a transcript becomes. */
    static final String SUFFIX = "txt";

    private static final String FILE = "transcripts.tsv";

    private Transcripts() {}

    /** By path; none if there is no such file. */
    static Map<String, String> of(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        var texts = new HashMap<String, String>();
        if (Files.exists(file)) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    add(texts, lines.get(i), file, i + 1);
                }
            }
        }
        return texts;
    }

    private static void add(Map<String, String> texts, String line, Path file, int number) throws BadShardException {
        var fields = line.split("\t", -1);
        if (fields.length != 2) {
            throw new BadShardException(
                    file, "line %d: expected PATH<TAB>TEXT, but found %d fields".formatted(number, fields.length));
        }
        if (texts.put(fields[0], fields[1]) != null) {
            throw new BadShardException(file, "line %d: %s already has a transcript".formatted(number, fields[0]));
        }
    }
}
