package io.github.data2vec4j.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder tree that may have shards in it. */
final class ShardFolder {

    private final Path folder;
    private final Map<ShardKind, List<Path>> shards = new EnumMap<>(ShardKind.class);
    private @Nullable Path sample;
    private @Nullable Path lost;
    private @Nullable Path compressed;

    private ShardFolder(Path folder) {
        this.folder = folder;
    }

    static Optional<ShardFiles> search(Path folder, Wanted wanted) throws IOException {
        var found = new ShardFolder(folder);
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.forEach(file -> found.note(file, wanted));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found.result(wanted);
    }

    private void note(Path file, Wanted wanted) {
        var kind = ShardKind.of(file.toString());
        if (kind != null && !Files.exists(file)) {
            lost = file;
        } else if (kind != null && Files.isRegularFile(file)) {
            shards.computeIfAbsent(kind, _ -> new ArrayList<>()).add(file);
        } else if (sample == null && wanted.matches(file.toString()) && Files.isRegularFile(file)) {
            sample = file;
        } else if (compressed == null && ShardList.isCompressed(file)) {
            compressed = file;
        }
    }

    private Optional<ShardFiles> result(Wanted wanted) throws BadShardException {
        if (lost != null) {
            throw new BadShardException(lost, "it is a link that leads nowhere; fetch the shard, or remove the link");
        }
        // Beside samples in files of their own it may be anything.
        if (compressed != null && sample == null) {
            ShardList.refuseCompressed(compressed);
        }
        if (shards.isEmpty()) {
            return Optional.empty();
        }
        if (shards.size() > 1) {
            throw new BadShardException(
                    folder, "it has both *.tar and *.parquet files; name a folder with one kind of them");
        }
        var only = shards.entrySet().iterator().next();
        if (sample != null) {
            throw new BadShardException(
                    folder,
                    "it has both shards, such as %s, and %ss in files of their own, such as %s; name a folder with one of them"
                            .formatted(only.getValue().getFirst(), wanted.kind(), sample));
        }
        var sorted = only.getValue().stream()
                .sorted(Comparator.comparing(this::path))
                .toList();
        return Optional.of(new ShardFiles(only.getKey(), sorted));
    }

    private String path(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
