package io.github.data2vec4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the doctor reads of the machine, apart from what it makes of it. */
record Host(Map<String, String> environment, Path root) {

    static Host current() {
        return new Host(System.getenv(), Path.of("/"));
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The content of a small system file, or nothing where it cannot be read. */
    String file(String name) {
        try {
            return Files.readString(root.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    boolean has(String name) {
        return Files.exists(root.resolve(name));
    }

    /** Bytes of all files below a folder. */
    static long size(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
