package io.github.data2vec4j.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds the text to train on: UTF-8 files in which a line is a sentence or paragraph and blank lines stand between
 * documents. Files are sorted by path, character by character with {@code /} between folders, so that the same files
 * have the same numbers on every machine.
 */
public final class TextFiles {

    private static final String SUFFIX = ".txt";

    /** Of a line that is no path: who names a book instead of its folder gets no page of it as a message. */
    private static final int LONGEST_SHOWN = 80;

    private TextFiles() {}

    /**
     * All text files of a folder tree or of a list file, whichever the path is.
     *
     * @throws NoSuchFileException if there is neither
     * @throws IOException as {@link #below(Path)} and {@link #listedIn(Path)}
     */
    public static List<Path> find(Path folderOrList) throws IOException {
        return Files.isDirectory(folderOrList) ? below(folderOrList) : listedIn(folderOrList);
    }

    /**
     * All files below a folder that end in {@code .txt}, in any case. Symbolic links are followed.
     *
     * @throws NoTextException if there are none
     * @throws IOException if a folder cannot be read, or links lead in a circle
     */
    public static List<Path> below(Path folder) throws IOException {
        refuseMissing(folder);
        var texts = new ArrayList<Path>();
        long others = 0;
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.isDirectory(file)) {
                    continue;
                }
                if (isText(file)) {
                    texts.add(file);
                } else {
                    others++;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (texts.isEmpty()) {
            throw new NoTextException(
                    "no text below %s: looked for *%s in it and its subfolders and found %d files of other kinds"
                            .formatted(folder.toAbsolutePath(), SUFFIX, others));
        }
        return sorted(texts, folder);
    }

    /**
     * The text files named in a UTF-8 file, one path per line, relative to the folder of that file. Empty lines and
     * lines that start with {@code #} are skipped.
     *
     * @throws NoTextException if a line names no existing text file (the message has its number), or if no line does
     * @throws BadTextException if the list is not UTF-8
     * @throws IOException if the list cannot be read
     */
    public static List<Path> listedIn(Path list) throws IOException {
        refuseMissing(list);
        var texts = new ArrayList<Path>();
        int number = 0;
        try (var reader = new TextReader(list)) {
            for (var line = reader.line(); line != null; line = reader.line()) {
                number++;
                if (!line.isEmpty() && !line.startsWith("#")) {
                    texts.add(named(line, list, number));
                }
            }
        }
        if (texts.isEmpty()) {
            throw new NoTextException("no text in %s: looked for paths of *%s files, one per line, in %d lines"
                    .formatted(list.toAbsolutePath(), SUFFIX, number));
        }
        return sorted(texts, list.toAbsolutePath().normalize().resolveSibling(""));
    }

    /**
     * All lines of all files that are not blank, without blanks around them. The stream reads files as it goes and
     * closes each after its last line.
     *
     * <p>Where a file cannot be read, or is not UTF-8, the stream throws {@link UncheckedIOException}, whose cause says
     * which and where.
     */
    public static Stream<String> lines(List<Path> files) {
        return files.stream().flatMap(TextFiles::lines).filter(line -> !line.isEmpty());
    }

    private static Stream<String> lines(Path file) {
        try {
            return new TextReader(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseMissing(Path folderOrList) throws NoSuchFileException {
        if (Files.notExists(folderOrList)) {
            throw new NoSuchFileException(
                    folderOrList.toAbsolutePath().toString(), null, "there is no such folder or list of text files");
        }
    }

    private static Path named(String line, Path list, int number) throws NoTextException {
        var place = "%s, line %d: ".formatted(list.toAbsolutePath(), number);
        var shown = line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
        try {
            var text = list.toAbsolutePath().resolveSibling(line).normalize();
            if (!isText(text)) {
                throw new NoTextException(place + shown + " is no *" + SUFFIX
                        + " file (a file given here lists text files; to train on one file, give its folder)");
            }
            if (!Files.isRegularFile(text)) {
                throw new NoTextException(
                        place + "there is no file " + text + " (paths are relative to the list's folder)");
            }
            return text;
        } catch (InvalidPathException e) {
            throw new NoTextException(place + shown + " is no path (" + e.getReason() + ")");
        }
    }

    private static boolean isText(Path file) {
        var name = file.getFileName();
        return name != null && name.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    private static List<Path> sorted(List<Path> texts, Path folder) {
        texts.sort(Comparator.comparing(text -> pathFrom(folder, text)));
        return List.copyOf(texts);
    }

    private static String pathFrom(Path folder, Path text) {
        var sameRoot = Objects.equals(folder.getRoot(), text.getRoot());
        var path = sameRoot ? folder.relativize(text) : text;
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
