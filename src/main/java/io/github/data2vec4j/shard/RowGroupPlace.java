package io.github.data2vec4j.shard;

import java.nio.file.Path;

/**
 * A row group of a Parquet file and the one column of it that is read.
 *
 * @param file where it lies
 * @param stamp of the file when its footer was read
 * @param group its number in the file
 * @param column number of the leaf column
 * @param columnName as shown in messages, such as {@code image.bytes}
 * @param firstRow number of its first row in the file
 * @param rows number of rows
 * @param offset of the column's first page
 * @param length bytes of all pages
 * @param middle the byte by which hardwood knows the row group
 */
record RowGroupPlace(
        Path file,
        FileStamp stamp,
        int group,
        int column,
        String columnName,
        long firstRow,
        int rows,
        long offset,
        int length,
        long middle) {

    /** What to call it in messages. */
    String name() {
        return "row group %d, column %s".formatted(group, columnName);
    }
}
