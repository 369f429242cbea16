package io.github.data2vec4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file that names samples, for {@code --data}. It is there wholly or not at all. */
record SampleList(List<String> lines) {

    SampleList {
        lines = List.copyOf(lines);
    }

    /** A path in each line. */
    static SampleList of(List<Path> files) {
        return new SampleList(files.stream().map(SampleList::path).toList());
    }

    /**
     * A path as a line has it.
     *
     * @throws WrongArgumentException if it cannot stand in a line
     */
    static String path(Path file) {
        var path = file.toAbsolutePath().normalize().toString();
        if (!path.equals(path.strip()) || path.chars().anyMatch(Character::isISOControl)) {
            throw new WrongArgumentException(
                    "%s cannot stand in a list: its name has control characters, or a blank at its end"
                            .formatted(file));
        }
        return path;
    }

    /** @throws IOException if it cannot be written */
    void writeTo(Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(unfinished, lines);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
