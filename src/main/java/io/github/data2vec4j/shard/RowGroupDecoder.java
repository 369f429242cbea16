package io.github.data2vec4j.shard;

import dev.hardwood.HardwoodContext;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Decodes columns of row groups with hardwood, whose threads it owns. To be called from threads that nobody interrupts:
 * hardwood does not wait for its own threads then, and they would go on reading memory that is freed.
 */
final class RowGroupDecoder implements AutoCloseable {

    private static final int THREADS = 4;

    // hardwood's batches are arrays on the heap that grow by doubling.
    private static final long BATCH_BYTES = 4 << 20;
    private static final int BATCH_ROWS = 1024;

    private final HardwoodContext context =
            HardwoodContext.create(Math.min(THREADS, Runtime.getRuntime().availableProcessors()));

    /** Says which column of a file is read. */
    @FunctionalInterface
    interface Choice {
        ParquetLeaf of(ParquetFileReader reader) throws BadShardException;
    }

    /**
     * The row groups of a file, from its footer.
     *
     * @throws BadShardException if it is broken
     * @throws IOException if it cannot be read
     */
    List<RowGroupPlace> rowGroups(Path file, Choice choice) throws IOException {
        var stamp = FileStamp.of(file);
        var input = new ParquetInput(file);
        try (var reader = ParquetFooter.open(file, input, context)) {
            return ParquetFooter.rowGroups(file, stamp, reader, choice.of(reader));
        } catch (RuntimeException e) {
            throw new BadShardException(file, "its footer is broken: " + e.getMessage(), e);
        } finally {
            input.release();
        }
    }

    /**
     * All values of a row group.
     *
     * @return the caller's to close
     * @throws BadShardException if the row group is broken, or the file was changed
     * @throws IOException if it cannot be read
     */
    RowGroupCells decode(RowGroupPlace place) throws IOException {
        if (!FileStamp.of(place.file()).equals(place.stamp())) {
            throw new BadShardException(place.file(), "it was changed after it was opened");
        }
        var cells = new RowGroupCells(place.rows());
        var input = new ParquetInput(place.file());
        try {
            decode(place, input, cells);
            return cells;
        } catch (RuntimeException e) {
            cells.close();
            throw new BadShardException(place.file(), place.name() + " is broken: " + reason(e), e);
        } catch (IOException | Error e) {
            cells.close();
            throw e;
        } finally {
            input.release();
        }
    }

    private void decode(RowGroupPlace place, ParquetInput input, RowGroupCells cells) throws IOException {
        try (var reader = ParquetFooter.open(place.file(), input, context)) {
            int rows = batchRows(checkPages(place, input, reader), place.rows());
            try (var column = reader.buildColumnReader(place.column())
                    .filter(RowGroupPredicate.byteRange(place.middle(), place.middle() + 1))
                    .batchSize(rows)
                    .build()) {
                copy(column, cells);
            }
        }
    }

    private static long checkPages(RowGroupPlace place, ParquetInput input, ParquetFileReader reader)
            throws IOException {
        var chunk = reader.getFileMetaData()
                .rowGroups()
                .get(place.group())
                .columns()
                .get(place.column());
        var pages = ParquetPages.check(input.keep(place.offset(), place.length()), chunk, place.rows());
        if (chunk.offsetIndexOffset() != null && chunk.offsetIndexLength() != null) {
            pages.checkIndex(input.readRange(chunk.offsetIndexOffset(), chunk.offsetIndexLength()));
        }
        return chunk.metaData().totalUncompressedSize();
    }

    private static int batchRows(long bytes, int rows) {
        return Math.clamp(BATCH_BYTES * rows / Math.max(1, bytes), 1, Math.min(rows, BATCH_ROWS));
    }

    private static void copy(ColumnReader column, RowGroupCells cells) {
        while (column.nextBatch()) {
            int count = column.getRecordCount();
            if (count > cells.rows() - cells.filled() || column.getValueCount() != count) {
                throw new IllegalArgumentException("it has more values than rows");
            }
            var validity = column.getLeafValidity();
            cells.append(column.getBinaryValues(), column.getBinaryOffsets(), count, validity::isNull);
        }
        if (cells.filled() != cells.rows()) {
            throw new IllegalArgumentException("it has %d values in %d rows".formatted(cells.filled(), cells.rows()));
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
