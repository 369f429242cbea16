package io.github.data2vec4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Finds the files to train on, in a folder tree or by a list. They are sorted by path, character by character with
 * {@code /} between folders, so that the same files have the same numbers on every machine.
 *
 * @param what they hold, for messages, such as {@code text}
 * @param inFolders what the names of those end in that are looked for in folders, in small letters, such as
 *     {@code .txt}; capitals count alike
 * @param inLists what the names of those may end in that are named in a list
 * @param unread what other files may end in that cannot be read, though whoever has them in a folder may believe it,
 *     such as {@code .tif}; they are counted, as archives are
 */
public record FileSearch(String what, List<String> inFolders, List<String> inLists, List<String> unread) {

    /** Of a line that is no path: who names a book instead of its folder gets no page of it as a message. */
    private static final int LONGEST_SHOWN = 80;

    private static final Pattern LABEL = Pattern.compile("\\s+-?\\d+$");

    public FileSearch {
        inFolders = List.copyOf(inFolders);
        inLists = List.copyOf(inLists);
        unread = List.copyOf(unread);
    }

    /** Counts archives alone. */
    public FileSearch(String what, List<String> inFolders, List<String> inLists) {
        this(what, inFolders, inLists, List.of());
    }

    /**
     * All files of a folder tree, or of a list file, whichever the path is. Single ones of a list may be missing, which
     * is told when they are read.
     *
     * @param progress is told of files of kinds that are not read
     * @throws NoSuchFileException if there is neither
     * @throws NoFilesException if no file of a list is there
     * @throws IOException as {@link #below} and {@link #listedIn}
     */
    public List<Path> find(Path folderOrList, SearchProgress progress) throws IOException {
        if (Files.isDirectory(folderOrList)) {
            return below(folderOrList, progress);
        }
        var listed = listedIn(folderOrList);
        if (listed.stream().noneMatch(Files::exists)) {
            throw new NoFilesException(
                    "%s: none of its %d files is there, such as %s (paths are relative to the list's folder)"
                            .formatted(folderOrList.toAbsolutePath(), listed.size(), listed.getFirst()));
        }
        return listed;
    }

    /**
     * All files of the wanted kind that {@link FileTree} visits below a folder.
     *
     * @param progress is told of files of kinds that are not read
     * @throws NoFilesException if there are none
     * @throws IOException if a folder cannot be read
     */
    public List<Path> below(Path folder, SearchProgress progress) throws IOException {
        refuseMissing(folder);
        var found = new ArrayList<Path>();
        var others = new AtomicLong();
        var kinds = new UnreadKinds(unread);
        long hidden = FileTree.visit(folder, file -> {
            if (endsIn(inFolders, file)) {
                found.add(file);
            } else {
                others.incrementAndGet();
                kinds.count(nameOf(file));
            }
        });
        if (found.isEmpty()) {
            throw new NoFilesException(
                    "no %s below %s: looked for %s in it and its subfolders and found %d files of other kinds%s%s%s"
                            .formatted(
                                    what,
                                    folder.toAbsolutePath(),
                                    kinds(inFolders),
                                    others.get(),
                                    kinds.isEmpty() ? "" : " (" + kinds + ")",
                                    hidden == 0 ? "" : ", and %d hidden ones, which are not read".formatted(hidden),
                                    kinds.hasArrow()
                                            ? "; write what save_to_disk wrote as Parquet, with to_parquet"
                                            : ""));
        }
        if (!kinds.isEmpty()) {
            progress.note("passed over " + kinds);
        }
        return sorted(found, folder);
    }

    /**
     * The files named in a UTF-8 text file, one path per line, relative to the folder of that file. A class number
     * after it, as in ImageNet's lists, is ignored. Empty lines and lines that start with {@code #} are skipped.
     *
     * @throws NoFilesException if a line names no file of the wanted kind (the message has its number), if no line
     *     does, or if the list is not UTF-8
     * @throws IOException if the list cannot be read
     */
    public List<Path> listedIn(Path list) throws IOException {
        refuseMissing(list);
        var found = new ArrayList<Path>();
        try (var lines = new ListLines(list)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var path = line.strip();
                if (!path.isEmpty() && !path.startsWith("#")) {
                    found.add(named(path, list, lines.number()));
                }
            }
            if (found.isEmpty()) {
                throw new NoFilesException("no %s in %s: looked for paths of %s files, one per line, in %d lines"
                        .formatted(what, list.toAbsolutePath(), kinds(inLists), lines.number()));
            }
        } catch (NotUtf8Exception e) {
            throw new NoFilesException(
                    "%s is neither a folder nor a UTF-8 text file with one path per line (line %d is no such text)"
                            .formatted(list.toAbsolutePath(), e.line()));
        }
        return sorted(found, list.toAbsolutePath().normalize().resolveSibling(""));
    }

    private void refuseMissing(Path folderOrList) throws NoSuchFileException {
        if (Files.notExists(folderOrList)) {
            throw new NoSuchFileException(
                    folderOrList.toAbsolutePath().toString(), null, "there is no such folder or list");
        }
    }

    private Path named(String line, Path list, int number) throws NoFilesException {
        var place = "%s, line %d: ".formatted(list.toAbsolutePath(), number);
        var shown = line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
        try {
            var file = list.toAbsolutePath().resolveSibling(withoutLabel(line)).normalize();
            if (!endsIn(inLists, file)) {
                throw new NoFilesException(place + shown + " is no " + kinds(inLists)
                        + " file (a file given here lists files; to train on one file, give its folder)");
            }
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new NoFilesException(place + file + " is no file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new NoFilesException(place + shown + " is no path (" + e.getReason() + ")");
        }
    }

    // No wanted name ends in a space and a number, so this is no part of a path that could be meant.
    private static String withoutLabel(String line) {
        return LABEL.matcher(line).replaceFirst("");
    }

    private static boolean endsIn(List<String> endings, Path file) {
        return endings.stream().anyMatch(nameOf(file)::endsWith);
    }

    private static String nameOf(Path file) {
        var name = file.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code *.jpg, *.jpeg or *.png}. */
    private static String kinds(List<String> endings) {
        var last = "*" + endings.getLast();
        return endings.size() == 1
                ? last
                : "*" + String.join(", *", endings.subList(0, endings.size() - 1)) + " or " + last;
    }

    private record Named(String path, Path file) {}

    private static List<Path> sorted(List<Path> files, Path folder) {
        return files.stream()
                .map(file -> new Named(pathFrom(folder, file), file))
                .sorted(Comparator.comparing(Named::path))
                .map(Named::file)
                .toList();
    }

    private static String pathFrom(Path folder, Path file) {
        var sameRoot = Objects.equals(folder.getRoot(), file.getRoot());
        var path = sameRoot ? folder.relativize(file) : file;
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
