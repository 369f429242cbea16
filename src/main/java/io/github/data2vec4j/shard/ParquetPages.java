package io.github.data2vec4j.shard;

import dev.hardwood.metadata.ColumnChunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of a column chunk, checked one after the other before hardwood decodes them: their sizes fill the chunk,
 * their values are as many as the footer says, and what they claim to unpack to is believable.
 */
final class ParquetPages {

    // What a page may grow to when unpacked: empty or equal values shrink to nearly nothing, so small ones may anyway.
    private static final long GROWTH = 1000;
    private static final long GROWN_ANYWAY = 16L << 20;
    private static final int DICTIONARY_PAGE = 2;

    /** Where a data page lies in the file, header included. */
    private record Page(long offset, long size) {}

    /** The numbers of a page header that matter here. */
    private static final class Header implements ThriftStructure.Numbers {
        private long type = -1;
        private long unpacked = -1;
        private long packed = -1;
        private long values = -1;
        private long levels;

        // parquet.thrift: PageHeader, and inside it DataPageHeader (5), DictionaryPageHeader (7), DataPageHeaderV2 (8).
        @Override
        public void number(int depth, int parent, int field, long value) {
            if (depth == 1) {
                switch (field) {
                    case 1 -> type = value;
                    case 2 -> unpacked = value;
                    case 3 -> packed = value;
                    default -> {}
                }
            } else if (depth == 2 && field == 1) {
                values = value;
            } else if (depth == 2 && parent == 8 && (field == 5 || field == 6)) {
                levels += value < 0 ? Integer.MAX_VALUE : value;
            }
        }
    }

    private final ByteBuffer chunk;
    private final long start;
    private final long mostUnpacked;
    private final List<Page> dataPages = new ArrayList<>();
    private long values;

    private ParquetPages(ByteBuffer chunk, ColumnChunk column) {
        this.chunk = chunk;
        this.start = column.chunkStartOffset();
        this.mostUnpacked = column.metaData().totalUncompressedSize();
    }

    /**
     * Checks all pages.
     *
     * @param chunk its bytes
     * @param values how many there must be
     * @throws IllegalArgumentException if something does not fit
     */
    static ParquetPages check(ByteBuffer chunk, ColumnChunk column, long values) {
        var pages = new ParquetPages(chunk, column);
        while (chunk.hasRemaining()) {
            pages.next(values);
        }
        if (pages.values != values) {
            throw new IllegalArgumentException("its pages have " + pages.values + " values instead of " + values);
        }
        return pages;
    }

    private void next(long allValues) {
        int at = chunk.position();
        var header = new Header();
        ThriftStructure.check(chunk, ParquetShapes.PAGE_HEADER, header);
        if (header.packed < 0 || header.packed > chunk.remaining()) {
            throw new IllegalArgumentException("a page at %d claims %d bytes, %d are left"
                    .formatted(start + at, header.packed, chunk.remaining()));
        }
        long believable = Math.min(mostUnpacked, Math.max(GROWN_ANYWAY, GROWTH * header.packed));
        if (header.unpacked < 0 || header.unpacked > believable || header.levels > header.packed) {
            throw new IllegalArgumentException("a page at %d claims to unpack from %d to %d bytes"
                    .formatted(start + at, header.packed, header.unpacked));
        }
        chunk.position(chunk.position() + (int) header.packed);
        if (header.type == DICTIONARY_PAGE) {
            // Each entry takes the four bytes of its length.
            refuse(header.values < 0 || header.values > header.unpacked, header, at);
        } else {
            refuse(header.values < 0 || header.values > allValues - values, header, at);
            values += header.values;
            dataPages.add(new Page(start + at, chunk.position() - at));
        }
    }

    private void refuse(boolean broken, Header header, int at) {
        if (broken) {
            throw new IllegalArgumentException("a page at %d claims %d values".formatted(start + at, header.values));
        }
    }

    /**
     * Checks that a page index names these pages: hardwood goes where it points.
     *
     * @param index an OffsetIndex of parquet.thrift
     * @throws IllegalArgumentException if it does not
     */
    void checkIndex(ByteBuffer index) {
        var offsets = new ArrayList<Long>();
        var sizes = new ArrayList<Long>();
        // A list (1) of PageLocation: offset, compressed_page_size, first_row_index.
        ThriftStructure.check(index, ParquetShapes.OFFSET_INDEX, (depth, parent, field, value) -> {
            if (depth == 3 && field == 1) {
                offsets.add(value);
            } else if (depth == 3 && field == 2) {
                sizes.add(value);
            }
        });
        if (!offsets.equals(dataPages.stream().map(Page::offset).toList())
                || !sizes.equals(dataPages.stream().map(Page::size).toList())) {
            throw new IllegalArgumentException("its page index does not fit its pages");
        }
    }
}
