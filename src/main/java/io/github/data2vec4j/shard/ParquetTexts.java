package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * The documents in a text column of Parquet files, to be gone through from the first to the last. Rows without a value
 * are passed over. One row group at a time is held, off the Java heap.
 */
public final class ParquetTexts implements AutoCloseable {

    /** The column that Hugging Face's text corpora have. */
    public static final String COLUMN = "text";

    /** Takes the documents. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The next one.
         *
         * @param file where it comes from
         * @param row its number in the file, from 0
         * @param text as it is stored, which should be UTF-8
         * @throws IOException to stop
         */
        void document(Path file, long row, byte[] text) throws IOException;
    }

    private final List<RowGroupPlace> groups;
    private final RowGroupCache cache;

    private ParquetTexts(List<RowGroupPlace> groups, RowGroupDecoder decoder) {
        this.groups = groups;
        this.cache = new RowGroupCache(groups, decoder, 0);
    }

    /**
     * Opens files.
     *
     * @param column such as {@link #COLUMN}
     * @throws NoColumnException if one has no such column
     * @throws BadShardException if one is broken
     * @throws IOException if one cannot be read
     */
    public static ParquetTexts open(List<Path> files, String column) throws IOException {
        var decoder = new RowGroupDecoder();
        try {
            var groups = InParallel.map(
                            files,
                            file -> decoder.rowGroups(
                                    file, reader -> ParquetLeaf.ofTexts(file, reader.getFileSchema(), column)),
                            ShardFiles.SHARDS,
                            SearchProgress.NONE)
                    .stream()
                    .flatMap(List::stream)
                    .toList();
            return new ParquetTexts(groups, decoder);
        } catch (IOException | RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    /** Number of rows of all files. */
    public long rows() {
        return groups.stream().mapToLong(RowGroupPlace::rows).sum();
    }

    /** Number of row groups of all files. */
    public int rowGroups() {
        return groups.size();
    }

    /**
     * Goes through all documents.
     *
     * @throws BadShardException if a row group is broken
     * @throws IOException if a file cannot be read, or from the reader
     */
    public void forEach(Reader reader) throws IOException {
        for (int i = 0; i < groups.size(); i++) {
            forEach(i, reader);
        }
    }

    /**
     * Goes through the documents of one row group.
     *
     * @throws BadShardException if it is broken
     * @throws IOException if its file cannot be read, or from the reader
     */
    public void forEach(int rowGroup, Reader reader) throws IOException {
        var place = groups.get(rowGroup);
        cache.use(rowGroup, cells -> read(place, cells, reader));
    }

    private static int read(RowGroupPlace place, RowGroupCells cells, Reader reader) throws IOException {
        for (int row = 0; row < cells.rows(); row++) {
            var cell = cells.cell(row);
            if (cell != null) {
                reader.document(place.file(), place.firstRow() + row, cell.toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return cells.rows();
    }

    @Override
    public void close() {
        cache.close();
    }
}
