package io.github.data2vec4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that names samples, for {@code --data}. It is there wholly or not at all.
 *
 * @param leftOut samples that would not be found again by their line
 */
record SampleList(List<String> lines, List<Path> leftOut) {

    SampleList {
        lines = List.copyOf(lines);
        leftOut = List.copyOf(leftOut);
    }

    /** A path in each line. */
    static SampleList of(List<Path> files) {
        var lines = new ArrayList<String>();
        var leftOut = new ArrayList<Path>();
        for (var file : files) {
            var path = file.toAbsolutePath().normalize();
            if (canStandInALine(path)) {
                lines.add(path.toString());
            } else {
                leftOut.add(file);
            }
        }
        return new SampleList(lines, leftOut);
    }

    /** Whether the same path is read from a line: not if its name is no UTF-8, or its line is cut or stripped. */
    static boolean canStandInALine(Path path) {
        var line = path.toString();
        try {
            return line.equals(line.strip())
                    && line.chars().noneMatch(Character::isISOControl)
                    && path.getFileSystem().getPath(line).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** @throws IOException if it cannot be written */
    void writeTo(Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(unfinished, lines);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
