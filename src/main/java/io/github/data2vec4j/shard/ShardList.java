package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.ListLines;
import io.github.data2vec4j.data.NotUtf8Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shards that are named, one by one or by ranges of numbers. */
final class ShardList {

    private static final List<String> COMPRESSED =
            List.of(".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst", ".tzst");

    /** What is wrong with one. */
    static final String COMPRESSED_ARCHIVE =
            "compressed archives can only be read from their start; unpack it first, with gunzip, unxz, bunzip2 or unzstd";

    private ShardList() {}

    /** The shards in a text file; empty if its first line names none, and it is a list of something else. */
    static Optional<ShardFiles> read(Path list) throws IOException {
        var first = firstLine(list);
        if (first == null || ShardKind.of(first) == null) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        try (var lines = new ListLines(list)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (isName(line.strip())) {
                    names.add(line.strip());
                }
            }
        }
        return Optional.of(of(names, list.toAbsolutePath().resolveSibling(""), list.toString()));
    }

    /** @param source what names them, for messages */
    static ShardFiles of(List<String> names, Path folder, String source) throws BadShardException {
        var files = new ArrayList<Path>();
        ShardKind kind = null;
        for (var pattern : names) {
            for (var name : BracePattern.expand(pattern)) {
                var file = existing(name, folder, source);
                var its = ShardKind.of(file.toString());
                if (its == null || (kind != null && its != kind)) {
                    throw new BadShardException("%s: %s is no %s file"
                            .formatted(source, name, kind == null ? "*.tar or *.parquet" : "*" + kind.suffix()));
                }
                kind = its;
                files.add(file);
            }
        }
        if (kind == null) {
            throw new BadShardException(source + ": there is no shard in it");
        }
        return new ShardFiles(kind, files);
    }

    static void refuseCompressed(Path file) throws BadShardException {
        if (isCompressed(file)) {
            throw new BadShardException(file, COMPRESSED_ARCHIVE);
        }
    }

    static boolean isCompressed(Path file) {
        return isCompressed(file.toString()) && Files.isRegularFile(file);
    }

    static boolean isCompressed(String path) {
        var name = path.toLowerCase(Locale.ROOT);
        return COMPRESSED.stream().anyMatch(name::endsWith);
    }

    private static Path existing(String name, Path folder, String source) throws BadShardException {
        try {
            var file = folder.resolve(name);
            refuseCompressed(file);
            if (!Files.isRegularFile(file)) {
                throw new BadShardException("%s: there is no file %s".formatted(source, file));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new BadShardException("%s: %s is no path (%s)".formatted(source, name, e.getReason()));
        }
    }

    private static @Nullable String firstLine(Path list) throws IOException {
        try (var lines = new ListLines(list)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (isName(line.strip())) {
                    return line.strip();
                }
            }
            return null;
        } catch (NotUtf8Exception e) {
            return null;
        }
    }

    private static boolean isName(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }
}
