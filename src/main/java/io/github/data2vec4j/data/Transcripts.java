package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken in recordings, by a folder's {@code transcripts.tsv}: lines {@code PATH<TAB>TEXT}, in which paths are
 * relative to the folder, texts may be empty, and blanks around either are none of it.
 */
public final class Transcripts {

    /** What the file is called. */
    public static final String FILE = "transcripts.tsv";

    private final Path file;
    private final Map<Path, String> texts = new LinkedHashMap<>();

    private Transcripts(Path file) {
        this.file = file;
    }

    /** Those of nothing. */
    public static Transcripts none() {
        return new Transcripts(Path.of(FILE));
    }

    /**
     * Reads those of a folder; none if it has no such file.
     *
     * @throws WrongTranscriptException if a line is wrong
     * @throws IOException if the file cannot be read
     */
    public static Transcripts in(Path folder) throws IOException {
        var transcripts = new Transcripts(folder.resolve(FILE));
        if (Files.exists(transcripts.file)) {
            try (var lines = new ListLines(transcripts.file)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    if (!line.isBlank()) {
                        transcripts.add(line, lines.number());
                    }
                }
            }
        }
        return transcripts;
    }

    private void add(String line, int number) throws WrongTranscriptException {
        var fields = line.split("\t", -1);
        if (fields.length != 2) {
            throw new WrongTranscriptException(
                    file, number, "expected PATH<TAB>TEXT, but found %d fields".formatted(fields.length));
        }
        try {
            if (texts.put(plain(file.resolveSibling(fields[0].strip())), fields[1].strip()) != null) {
                throw new WrongTranscriptException(file, number, fields[0] + " already has a transcript");
            }
        } catch (InvalidPathException e) {
            throw new WrongTranscriptException(file, number, "%s is no path (%s)".formatted(fields[0], e.getReason()));
        }
    }

    /** What is spoken in a recording, or null where nothing says it. */
    public @Nullable String of(Path recording) {
        return texts.isEmpty() ? null : texts.get(plain(recording));
    }

    /** A sentence about the lines that are about none of the recordings, if there are any. */
    public Optional<String> unmatched(Collection<Path> recordings) {
        var left = new LinkedHashSet<>(texts.keySet());
        if (!left.isEmpty()) {
            recordings.forEach(recording -> left.remove(plain(recording)));
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d lines of %s are about no file that was found; the first: %s",
                        left.size(),
                        texts.size(),
                        file,
                        left.iterator().next()));
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
