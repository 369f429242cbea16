package io.github.data2vec4j.text;

import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The text to train on, in UTF-8: files in which a line is a sentence or paragraph and blank lines stand between
 * documents ({@code .txt}), or JSON lines with a document in each ({@code .jsonl}); either may be compressed
 * ({@code .gz}, {@code .zst}).
 *
 * @param place where they were found
 * @param paths of the files, sorted
 * @param textKey what the text of a document is called in JSON lines and tables
 */
public record TextFiles(Path place, List<Path> paths, String textKey) {

    /** What the text of a document is called in most corpora. */
    public static final String TEXT_KEY = "text";

    private static final String TABLE = ".parquet";

    // In a folder, a lone .json is more often something about the text, such as tokenizer.json.
    private static final FileSearch SEARCH = new FileSearch(
            "text",
            List.of(".txt", ".txt.gz", ".txt.zst", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".json.gz", ".json.zst", TABLE),
            List.of(
                    ".txt",
                    ".txt.gz",
                    ".txt.zst",
                    ".jsonl",
                    ".jsonl.gz",
                    ".jsonl.zst",
                    ".json",
                    ".json.gz",
                    ".json.zst",
                    TABLE),
            List.of(".xz", ".bz2", ".zst", ".lz4", ".gz", ".tar"));

    public TextFiles {
        paths = List.copyOf(paths);
    }

    /** {@link #find(Path, String, SearchProgress)} with the usual key, and nobody is told. */
    public static TextFiles find(Path place) throws IOException {
        return find(place, TEXT_KEY, SearchProgress.NONE);
    }

    /**
     * All text files of a folder tree, those that are named in a list file, or one file of JSON lines or of compressed
     * text, whichever the place is. Compressed text that is named itself may have any name but that of an archive.
     *
     * @param progress is told of what is not read, and of training and test data that are read together
     * @throws IOException as {@link FileSearch#find}
     */
    public static TextFiles find(Path place, String textKey, SearchProgress progress) throws IOException {
        // What is compressed, JSON or a table is no list.
        boolean isText = Files.isRegularFile(place) && (isJson(place) || isTable(place) || isPackedText(place));
        var paths = isText ? List.of(place) : SEARCH.find(place, progress);
        if (Files.isDirectory(place)) {
            Splits.together(paths.stream(), place).ifPresent(progress::note);
        }
        return new TextFiles(place, paths, textKey);
    }

    /** Those whose lines are objects of JSON. */
    static boolean isJson(Path file) {
        var name = Packing.nameInside(file);
        return name.endsWith(".jsonl") || name.endsWith(".json");
    }

    /** Those with a document in each row. */
    static boolean isTable(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(TABLE);
    }

    private static boolean isPackedText(Path file) {
        return Packing.of(file) != Packing.NONE && !Packing.nameInside(file).endsWith(".tar");
    }

    /** How many files there are. */
    public int size() {
        return paths.size();
    }

    /** Of all files that are there, in bytes, compressed as they are. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (var path : paths) {
            bytes += Files.exists(path) ? Files.size(path) : 0;
        }
        return bytes;
    }

    /**
     * All lines of one of the files that are not blank, without blanks around them; the caller closes the file with the
     * stream.
     *
     * @param bad is told of what cannot be read, which is left out; where it is too much, the stream throws
     *     {@link java.io.UncheckedIOException}
     */
    public Stream<String> lines(Path file, BadText bad) {
        return open(file, bad).stream().filter(line -> !line.isEmpty());
    }

    TextReader open(Path file, BadText bad) {
        return new ReadableText(file, textKey, bad);
    }
}
