package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Shards;
import io.github.data2vec4j.data.StoredSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Samples in tar archives as WebDataset has them: neighbouring files with the same path up to the first dot of the file
 * name are one sample. Of these the one is read whose suffix is wanted; if several are, the first in the archive. Where
 * none is, but one ends in a wanted one, as in {@code 0001.left.jpg}, that is read; several of these are refused, since
 * all but one would be lost. Links stand for the files of the archive that they lead to.
 *
 * <p>Where each file lies is kept in an index beside the archive, so that opening thousands of archives takes seconds
 * after the first time. An index needs 10 bytes of heap for each file, and 8 and its key for each sample.
 */
public final class TarSamples implements StoredSamples {

    // Far below the usual limit of 1024 for a process.
    private static final int OPEN_FILES = 64;

    private final List<TarShard> archives;
    private final ShardPlaces places;
    private final OpenFiles files = new OpenFiles(OPEN_FILES);

    private TarSamples(List<TarShard> archives) {
        this.archives = archives;
        this.places = new ShardPlaces(archives.stream().mapToInt(TarShard::size).toArray());
    }

    /**
     * Opens archives; samples are numbered in the order of the list.
     *
     * @param cache folder for the indices of archives in folders that cannot be written to
     * @param progress is told of each archive
     * @throws BadShardException if one is broken or has nothing that is wanted
     * @throws IOException if one cannot be read
     */
    public static TarSamples open(List<Path> archives, Wanted wanted, Path cache, SearchProgress progress)
            throws IOException {
        var indices = new TarIndexFiles(cache);
        return new TarSamples(
                InParallel.map(archives, file -> open(file, indices.of(file), wanted), ShardFiles.SHARDS, progress));
    }

    /** The same, and nobody is told how far it is. */
    public static TarSamples open(List<Path> archives, Wanted wanted, Path cache) throws IOException {
        return open(archives, wanted, cache, SearchProgress.NONE);
    }

    private static TarShard open(Path file, TarIndex index, Wanted wanted) throws BadShardException {
        var shard = new TarShard(file, index, wanted);
        if (shard.size() == 0) {
            throw new BadShardException(
                    file,
                    "no %s in it: looked for %s, and found %s%s"
                            .formatted(
                                    wanted.kind(),
                                    wanted.patterns(),
                                    index.suffixes().isEmpty()
                                            ? "no file"
                                            : "*." + String.join(", *.", index.suffixes()),
                                    index.suffixes().stream().anyMatch(TarSamples::isArchive)
                                            ? ", archives themselves: unpack it, and give the folder that they are in then"
                                            : ""));
        }
        return shard;
    }

    // As ILSVRC2012_img_train.tar has one for each class.
    private static boolean isArchive(String suffix) {
        return ShardKind.of("." + suffix) == ShardKind.TAR || ShardList.isCompressed("." + suffix);
    }

    @Override
    public Shards shards() {
        return places.shards();
    }

    @Override
    public Content content(int sample) {
        int shard = places.shardOf(sample);
        return archives.get(shard).content(places.within(shard, sample), files);
    }

    /** What WebDataset calls {@code __key__}: the sample's path in its archive, without suffix. */
    public String key(int sample) {
        int shard = places.shardOf(sample);
        return archives.get(shard).key(places.within(shard, sample));
    }

    /**
     * Another file of the same sample, such as its transcript.
     *
     * @param suffix such as {@code txt}, {@code json} or {@code cls}
     */
    public Optional<Content> beside(int sample, String suffix) {
        int shard = places.shardOf(sample);
        return Optional.ofNullable(archives.get(shard).beside(places.within(shard, sample), suffix, files));
    }

    @Override
    public void close() {
        files.close();
    }

    /** How many archives are open at this moment. */
    int openFiles() {
        return files.open();
    }
}
