package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.torch.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The shards of a corpus.
 *
 * @param kind what all of them are
 * @param files at least one; sorted by path, character by character with {@code /} between folders, where a folder was
 *     searched, and else in the order in which they were named
 */
public record ShardFiles(ShardKind kind, List<Path> files) {

    /** What the search for samples calls them. */
    static final String SHARDS = "shards";

    /** @throws IllegalArgumentException if there is no file */
    public ShardFiles {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no shard");
        }
    }

    /**
     * Looks for shards in one of these, whichever it is:
     *
     * <ul>
     *   <li>a file that ends in {@code .tar} or {@code .parquet}
     *   <li>a folder tree with such files (see {@link io.github.data2vec4j.data.FileTree}). Where there are archives,
     *       or samples in files of their own, tables beside an archive or folder of the same name are about these and
     *       passed over, as {@code metadata.parquet} is
     *   <li>a text file in UTF-8 with the path of such a file in each line, relative to its own folder; empty lines and
     *       those that start with {@code #} are skipped
     *   <li>a path with ranges, such as {@code train-{000000..000146}.tar}; a list may have such lines too
     * </ul>
     *
     * @param wanted for telling a folder that has samples of their own beside shards
     * @param progress is told of tables that are passed over, and of training and test data that are read together
     * @return empty if there is something else, or nothing
     * @throws BadShardException if there are shards of both kinds, samples beside them, or a shard that is named is
     *     missing
     * @throws IOException if a folder or file cannot be read
     */
    public static Optional<ShardFiles> find(Path place, Wanted wanted, SearchProgress progress) throws IOException {
        if (Files.isDirectory(place)) {
            return ShardFolder.search(place, wanted, progress);
        }
        if (ShardKind.of(place.toString()) != null && (Files.exists(place) || BracePattern.isIn(place.toString()))) {
            return Optional.of(ShardList.of(List.of(place.toString()), Path.of(""), place.toString()));
        }
        ShardList.refuseCompressed(place);
        return Files.isRegularFile(place) ? ShardList.read(place) : Optional.empty();
    }

    /** The same, and nobody is told. */
    public static Optional<ShardFiles> find(Path place, Wanted wanted) throws IOException {
        return find(place, wanted, SearchProgress.NONE);
    }

    /**
     * Opens them, with the usual bounds: indices of tar archives in the user's cache where they cannot be beside them,
     * and {@link ParquetSamples#CACHE_BYTES} of row groups.
     *
     * @param progress is told of each; the first time that archives are opened takes long
     * @throws BadShardException if one is broken, or has nothing that is wanted
     * @throws IOException if one cannot be read
     */
    public StoredSamples open(Wanted wanted, SearchProgress progress) throws IOException {
        return switch (kind) {
            case TAR -> TarSamples.open(files, wanted, CacheFolder.ofUser(), progress);
            case PARQUET -> ParquetSamples.open(files, wanted, ParquetSamples.CACHE_BYTES, progress);
        };
    }
}
