package io.github.data2vec4j.shard;

import dev.hardwood.HardwoodContext;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import io.github.data2vec4j.data.LfsPointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Opens Parquet files: what their footers say is checked against the file before hardwood acts on it. */
final class ParquetFooter {

    private static final int MAGIC = 4;
    private static final int TAIL = 8;
    private static final int LONGEST = 256 << 20;

    /** What the JDK and the libraries that come with this one unpack; Hugging Face writes the second. */
    private static final Set<CompressionCodec> READABLE = EnumSet.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD);

    private ParquetFooter() {}

    /**
     * A reader whose footer's lengths and counts fit into the file.
     *
     * @throws BadShardException if it is no Parquet file, or broken
     * @throws IOException if it cannot be read
     */
    static ParquetFileReader open(Path file, ParquetInput input, HardwoodContext context) throws IOException {
        checkStructure(file, input);
        try {
            return ParquetFileReader.open(input, context);
        } catch (IOException | RuntimeException e) {
            throw new BadShardException(file, "its footer is broken: " + e.getMessage(), e);
        }
    }

    private static void checkStructure(Path file, ParquetInput input) throws IOException {
        long length = input.length();
        if (length < MAGIC + TAIL
                || !isMagic(input.readRange(0, MAGIC))
                || !isMagic(input.readRange(length - MAGIC, MAGIC))) {
            throw new BadShardException(
                    file,
                    LfsPointer.isIn(file)
                            ? LfsPointer.REASON
                            : "this is no Parquet file, or it is cut off: PAR1 must stand at its start and end (encrypted files"
                                    + " cannot be read)");
        }
        int size = input.readRange(length - TAIL, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (size <= 0 || size > LONGEST || size > length - MAGIC - TAIL) {
            throw new BadShardException(file, "its footer cannot have " + size + " bytes; fetch it again");
        }
        try {
            ThriftStructure.check(
                    input.readRange(length - TAIL - size, size),
                    ParquetShapes.FOOTER,
                    (depth, parent, field, value) -> {});
        } catch (IllegalArgumentException e) {
            throw new BadShardException(file, "its footer is broken: " + e.getMessage() + "; fetch it again", e);
        }
    }

    private static boolean isMagic(ByteBuffer bytes) {
        var magic = new byte[MAGIC];
        bytes.get(magic);
        return new String(magic, StandardCharsets.US_ASCII).equals("PAR1");
    }

    /**
     * The row groups that have rows.
     *
     * @throws BadShardException if they do not fit into the file
     */
    static List<RowGroupPlace> rowGroups(Path file, FileStamp stamp, ParquetFileReader reader, ParquetLeaf leaf)
            throws BadShardException {
        var places = new ArrayList<RowGroupPlace>();
        var groups = reader.getFileMetaData().rowGroups();
        long firstRow = 0;
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            long rows = group.numRows();
            if (group.columns().size() != reader.getFileSchema().getColumnCount()
                    || rows < 0
                    || rows > Integer.MAX_VALUE - firstRow) {
                throw new BadShardException(
                        file,
                        "row group %d is broken: %d columns, %d rows"
                                .formatted(i, group.columns().size(), rows));
            }
            if (rows > 0) {
                places.add(place(file, stamp, i, group, leaf, firstRow));
            }
            firstRow += rows;
        }
        return places;
    }

    private static RowGroupPlace place(
            Path file, FileStamp stamp, int number, RowGroup group, ParquetLeaf leaf, long firstRow)
            throws BadShardException {
        var chunk = group.columns().get(leaf.column());
        var data = chunk.metaData();
        long length = data.totalCompressedSize();
        boolean fits = data.numValues() == group.numRows()
                && length > 0
                && chunk.chunkStartOffset() >= MAGIC
                && chunk.chunkStartOffset() <= stamp.size() - TAIL - length
                && data.dataPageOffset() >= chunk.chunkStartOffset();
        if (!fits) {
            throw new BadShardException(
                    file,
                    "row group %d, column %s is broken: %d values of %d rows in %d bytes at %d"
                            .formatted(
                                    number,
                                    leaf.name(),
                                    data.numValues(),
                                    group.numRows(),
                                    length,
                                    chunk.chunkStartOffset()));
        }
        if (!READABLE.contains(data.codec())) {
            throw new BadShardException(
                    file, "it is compressed with %s; write it again with one of %s".formatted(data.codec(), READABLE));
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new BadShardException(
                    file,
                    "row group %d, column %s has %d bytes, and 2 GB is the most; write it again with fewer rows in a row group"
                            .formatted(number, leaf.name(), length));
        }
        return new RowGroupPlace(
                file,
                stamp,
                number,
                leaf.column(),
                leaf.name(),
                firstRow,
                (int) group.numRows(),
                chunk.chunkStartOffset(),
                (int) length,
                middle(group));
    }

    // As dev.hardwood.reader.RowGroupPredicate.byteRange has it.
    private static long middle(RowGroup group) {
        long compressed = 0;
        for (ColumnChunk chunk : group.columns()) {
            compressed += chunk.metaData().totalCompressedSize();
        }
        return group.columns().getFirst().chunkStartOffset() + compressed / 2;
    }
}
