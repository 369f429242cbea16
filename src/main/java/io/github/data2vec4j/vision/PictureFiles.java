package io.github.data2vec4j.vision;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Finds the pictures to train on. The result is sorted by path, character by character with {@code /} between folders,
 * so that the same files have the same numbers on every machine.
 */
public final class PictureFiles {

    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp");
    private static final String KINDS = "*.jpg, *.jpeg, *.png or *.webp";

    private static final Pattern LABEL = Pattern.compile("\\s+-?\\d+$");

    private PictureFiles() {}

    /**
     * All pictures of a folder tree or of a list file, whichever the path is.
     *
     * @throws NoSuchFileException if there is neither
     * @throws IOException as {@link #below(Path)} and {@link #listedIn(Path)}
     */
    public static List<Path> find(Path folderOrList) throws IOException {
        return Files.isDirectory(folderOrList) ? below(folderOrList) : listedIn(folderOrList);
    }

    /**
     * All files below a folder that end in jpg, jpeg, png or webp, in any case. Symbolic links are followed.
     *
     * @throws NoPicturesException if there are none
     * @throws IOException if a folder cannot be read, or links lead in a circle
     */
    public static List<Path> below(Path folder) throws IOException {
        refuseMissing(folder);
        var pictures = new ArrayList<Path>();
        var others = new AtomicLong();
        // Unlike Files.walk, it tells files from folders without asking the system a second time for each.
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isPicture(file)) {
                    pictures.add(file);
                } else {
                    others.incrementAndGet();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        if (pictures.isEmpty()) {
            throw new NoPicturesException(
                    "no picture below %s: looked for %s in it and its subfolders and found %d files of other kinds"
                            .formatted(folder.toAbsolutePath(), KINDS, others.get()));
        }
        return sorted(pictures, folder);
    }

    /**
     * The pictures named in a UTF-8 text file, one path per line, relative to the folder of that file. A class number
     * after it, as in ImageNet's lists, is ignored. Empty lines and lines that start with {@code #} are skipped.
     *
     * @throws NoPicturesException if a line names no existing picture file (the message has its number), or if no line
     *     does
     * @throws IOException if the list cannot be read
     */
    public static List<Path> listedIn(Path list) throws IOException {
        refuseMissing(list);
        var pictures = new ArrayList<Path>();
        var lines = lines(list);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                pictures.add(named(line, list, i + 1));
            }
        }
        if (pictures.isEmpty()) {
            throw new NoPicturesException("no picture in %s: looked for paths of %s files, one per line, in %d lines"
                    .formatted(list.toAbsolutePath(), KINDS, lines.size()));
        }
        return sorted(pictures, list.toAbsolutePath().normalize().resolveSibling(""));
    }

    private static void refuseMissing(Path folderOrList) throws NoSuchFileException {
        if (Files.notExists(folderOrList)) {
            throw new NoSuchFileException(
                    folderOrList.toAbsolutePath().toString(), null, "there is no such folder or list of pictures");
        }
    }

    private static List<String> lines(Path list) throws IOException {
        try {
            return Files.readAllLines(list);
        } catch (MalformedInputException e) {
            throw new NoPicturesException(
                    list.toAbsolutePath() + " is neither a folder nor a UTF-8 text file with one path per line");
        }
    }

    private static Path named(String line, Path list, int number) throws NoPicturesException {
        try {
            var picture =
                    list.toAbsolutePath().resolveSibling(withoutLabel(line)).normalize();
            if (!isPicture(picture)) {
                throw new NoPicturesException(
                        "%s, line %d: %s is no %s file".formatted(list.toAbsolutePath(), number, line, KINDS));
            }
            if (!Files.isRegularFile(picture)) {
                throw new NoPicturesException(
                        "%s, line %d: there is no file %s (paths are relative to the list's folder)"
                                .formatted(list.toAbsolutePath(), number, picture));
            }
            return picture;
        } catch (InvalidPathException e) {
            throw new NoPicturesException(
                    "%s, line %d: %s is no path (%s)".formatted(list.toAbsolutePath(), number, line, e.getReason()));
        }
    }

    // No suffix ends in a space and a number, so this is no part of a path that could be meant.
    private static String withoutLabel(String line) {
        return LABEL.matcher(line).replaceFirst("");
    }

    private static boolean isPicture(Path file) {
        var name = file.getFileName().toString();
        var suffix = name.substring(name.lastIndexOf('.') + 1);
        return suffix.length() < name.length() && SUFFIXES.contains(suffix.toLowerCase(Locale.ROOT));
    }

    private record Named(String path, Path file) {}

    private static List<Path> sorted(List<Path> pictures, Path folder) {
        return pictures.stream()
                .map(picture -> new Named(pathFrom(folder, picture), picture))
                .sorted(Comparator.comparing(Named::path))
                .map(Named::file)
                .toList();
    }

    private static String pathFrom(Path folder, Path picture) {
        var sameRoot = Objects.equals(folder.getRoot(), picture.getRoot());
        var path = sameRoot ? folder.relativize(picture) : picture;
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
