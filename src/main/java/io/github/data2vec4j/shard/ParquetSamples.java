package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Shards;
import io.github.data2vec4j.data.StoredSamples;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.List;

/**
 * Samples in a column of Parquet files, as Hugging Face writes them: {@code struct<bytes: binary, path: string>}, or
 * plain binary values. Row groups are the shards: one is decoded as a whole, off the Java heap, when the first of its
 * samples is asked for, and those used last are kept. Opening reads the footers alone, and the first row group where a
 * column has none of the usual names.
 */
public final class ParquetSamples implements StoredSamples {

    /** Bytes of decoded row groups to keep, unless said otherwise. */
    public static final long CACHE_BYTES = 1L << 30;

    private final List<RowGroupPlace> groups;
    private final ShardPlaces places;
    private final RowGroupCache cache;
    private final String kind;

    private ParquetSamples(List<RowGroupPlace> groups, RowGroupDecoder decoder, String kind, long cacheBytes) {
        this.groups = groups;
        this.places =
                new ShardPlaces(groups.stream().mapToInt(RowGroupPlace::rows).toArray(), together(groups, cacheBytes));
        this.cache = new RowGroupCache(groups, decoder, cacheBytes);
        this.kind = kind;
    }

    /**
     * As many as half of the memory holds of average size: while the last of some are read, the first of the next are.
     * Media are hardly smaller when they are compressed again, so their size in the file is about their own.
     */
    private static int together(List<RowGroupPlace> groups, long cacheBytes) {
        long rows = groups.stream().mapToLong(RowGroupPlace::rows).sum();
        long bytes = groups.stream().mapToLong(RowGroupPlace::length).sum();
        return (int) Math.clamp(cacheBytes / 2.0 * rows / Math.max(1, bytes), 1, Integer.MAX_VALUE);
    }

    /**
     * Opens files; samples are numbered in the order of the list and of their rows.
     *
     * @param cacheBytes native memory for decoded row groups; a larger one is kept alone, and two more may be under way
     * @param progress is told of each file
     * @throws BadShardException if one is broken or has no column with what is wanted, as far as its name and its first
     *     values tell
     * @throws IOException if one cannot be read
     */
    public static ParquetSamples open(List<Path> files, Wanted wanted, long cacheBytes, SearchProgress progress)
            throws IOException {
        var decoder = new RowGroupDecoder();
        try {
            var groups = InParallel.map(
                            files,
                            file -> decoder.rowGroups(
                                    file, reader -> ParquetLeaf.ofFiles(file, reader.getFileSchema(), wanted)),
                            ShardFiles.SHARDS,
                            progress)
                    .stream()
                    .flatMap(List::stream)
                    .toList();
            return fitting(new ParquetSamples(groups, decoder, wanted.kind(), cacheBytes), wanted);
        } catch (IOException | RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    private static ParquetSamples fitting(ParquetSamples samples, Wanted wanted) throws IOException {
        try {
            ParquetGuess.check(samples.groups, samples.cache, wanted);
            return samples;
        } catch (IOException | RuntimeException | Error e) {
            samples.close();
            throw e;
        }
    }

    /** The same, and nobody is told how far it is. */
    public static ParquetSamples open(List<Path> files, Wanted wanted, long cacheBytes) throws IOException {
        return open(files, wanted, cacheBytes, SearchProgress.NONE);
    }

    @Override
    public Shards shards() {
        return places.shards();
    }

    @Override
    public Content content(int sample) {
        int group = places.shardOf(sample);
        return new Cell(this, group, places.within(group, sample));
    }

    /** The file that a sample lies in. */
    public Path file(int sample) {
        return groups.get(places.shardOf(sample)).file();
    }

    /** The number of a sample's row in its file, from 0. */
    public long row(int sample) {
        int group = places.shardOf(sample);
        return groups.get(group).firstRow() + places.within(group, sample);
    }

    /** Native memory that decoded row groups take at this moment. */
    public long cachedBytes() {
        return cache.bytes();
    }

    @Override
    public void close() {
        cache.close();
    }

    private record Cell(ParquetSamples samples, int group, int row) implements Content {

        @Override
        public String name() {
            var place = samples.groups.get(group);
            return "%s: row %d".formatted(place.file(), place.firstRow() + row);
        }

        @Override
        public MemorySegment read(SegmentAllocator allocator) throws IOException {
            try {
                return samples.cache.use(group, cells -> copy(cells, allocator));
            } catch (BadShardException e) {
                throw new BadSampleException(samples.kind, name(), e.reason(), e);
            }
        }

        private MemorySegment copy(RowGroupCells cells, SegmentAllocator allocator) throws BadSampleException {
            var cell = cells.cell(row);
            if (cell == null) {
                throw new BadSampleException(
                        samples.kind,
                        name(),
                        "the table has no bytes for it, at best a path; write the table again with the files in it");
            }
            return allocator.allocate(cell.byteSize(), 1).copyFrom(cell);
        }
    }
}
