package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.FileTree;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder tree that may have shards in it. */
final class ShardFolder implements FileTree.Visitor {

    private static final String WAY_OUT =
            "name a folder with one of them, a text file that lists them, or a pattern such as 'train-{000..146}.tar'";

    private final Path folder;
    private final Wanted wanted;
    private final Map<ShardKind, List<Path>> shards = new EnumMap<>(ShardKind.class);
    private @Nullable Path sample;
    private @Nullable Path lost;
    private @Nullable Path compressed;

    private ShardFolder(Path folder, Wanted wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    static Optional<ShardFiles> search(Path folder, Wanted wanted, SearchProgress progress) throws IOException {
        var found = new ShardFolder(folder, wanted);
        FileTree.visit(folder, found);
        return found.result(progress);
    }

    @Override
    public void file(Path file) {
        var kind = ShardKind.of(file.toString());
        if (kind != null) {
            shards.computeIfAbsent(kind, _ -> new ArrayList<>()).add(file);
        } else if (sample == null && wanted.matches(file.toString())) {
            sample = file;
        } else if (compressed == null && ShardList.isCompressed(file)) {
            compressed = file;
        }
    }

    @Override
    public void lost(Path link) {
        if (ShardKind.of(link.toString()) != null) {
            lost = link;
        }
    }

    private Optional<ShardFiles> result(SearchProgress progress) throws BadShardException {
        if (lost != null) {
            throw new BadShardException(lost, "it is a link that leads nowhere; fetch the shard, or remove the link");
        }
        // Beside samples in files of their own it may be anything.
        if (compressed != null && sample == null) {
            throw new BadShardException(
                    compressed,
                    ShardList.COMPRESSED_ARCHIVE + "; or move it away, or name the shards by a list or a pattern");
        }
        passOverNotes(progress);
        if (shards.isEmpty()) {
            return Optional.empty();
        }
        if (shards.size() > 1) {
            throw new BadShardException(folder, "it has both *.tar and *.parquet files; " + WAY_OUT);
        }
        var only = shards.entrySet().iterator().next();
        if (sample != null) {
            throw new BadShardException(
                    folder,
                    "it has both shards, such as %s, and %ss in files of their own, such as %s; %s"
                            .formatted(only.getValue().getFirst(), wanted.kind(), sample, WAY_OUT));
        }
        var sorted = only.getValue().stream()
                .sorted(Comparator.comparing(this::path))
                .toList();
        Splits.together(sorted.stream(), folder).ifPresent(progress::note);
        return Optional.of(new ShardFiles(only.getKey(), sorted));
    }

    /**
     * Tables about what is there, as img2dataset writes {@code 00000.parquet} beside {@code 00000.tar} or
     * {@code 00000/}, and Hugging Face {@code metadata.parquet}.
     */
    private void passOverNotes(SearchProgress progress) {
        var tars = Set.copyOf(shards.getOrDefault(ShardKind.TAR, List.of()));
        if (!tars.isEmpty() || sample != null) {
            shards.computeIfPresent(ShardKind.PARQUET, (_, tables) -> {
                int all = tables.size();
                if (tables.removeIf(table -> isNotes(table, tars))) {
                    progress.note(String.format(
                            Locale.ROOT,
                            "passed over %,d *.parquet about archives or folders beside them",
                            all - tables.size()));
                }
                return tables.isEmpty() ? null : tables;
            });
        }
    }

    private static boolean isNotes(Path table, Set<Path> tars) {
        var name = table.getFileName().toString();
        var stem = name.substring(0, name.length() - ShardKind.PARQUET.suffix().length());
        return stem.equals("metadata")
                || tars.contains(table.resolveSibling(stem + ShardKind.TAR.suffix()))
                || Files.isDirectory(table.resolveSibling(stem));
    }

    private String path(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
