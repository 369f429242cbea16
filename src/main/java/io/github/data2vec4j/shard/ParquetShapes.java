package io.github.data2vec4j.shard;

import io.github.data2vec4j.shard.ThriftShape.Elements;
import io.github.data2vec4j.shard.ThriftShape.Fields;
import io.github.data2vec4j.shard.ThriftShape.Truth;
import io.github.data2vec4j.shard.ThriftShape.Union;
import io.github.data2vec4j.shard.ThriftShape.Value;
import java.util.Map;

/**
 * The structures of Parquet that are read here.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift</a>
 */
final class ParquetShapes {

    private static final ThriftShape I16 = new Value(4);
    private static final ThriftShape I32 = new Value(5);
    private static final ThriftShape I64 = new Value(6);
    private static final ThriftShape DOUBLE = new Value(7);
    private static final ThriftShape BINARY = new Value(8);
    private static final ThriftShape TRUTH = new Truth();
    private static final ThriftShape ANY_STRUCT = new Fields(Map.of());

    private static final ThriftShape STATISTICS =
            new Fields(Map.of(1, BINARY, 2, BINARY, 3, I64, 4, I64, 5, BINARY, 6, BINARY, 7, TRUTH, 8, TRUTH));

    private static final ThriftShape TIME = new Fields(Map.of(1, TRUTH, 2, new Union()));

    private static final ThriftShape LOGICAL_TYPE = new Fields(
            Map.of(5, ANY_STRUCT, 7, TIME, 8, TIME, 10, ANY_STRUCT, 16, ANY_STRUCT, 17, ANY_STRUCT, 18, ANY_STRUCT));

    private static final ThriftShape SCHEMA_ELEMENT = new Fields(
            Map.of(1, I32, 2, I32, 3, I32, 4, BINARY, 5, I32, 6, I32, 7, I32, 8, I32, 9, I32, 10, LOGICAL_TYPE));

    private static final ThriftShape KEY_VALUE = new Fields(Map.of(1, BINARY, 2, BINARY));

    private static final ThriftShape SIZE_STATISTICS =
            new Fields(Map.of(1, I64, 2, new Elements(I64), 3, new Elements(I64)));

    private static final ThriftShape BOX =
            new Fields(Map.of(1, DOUBLE, 2, DOUBLE, 3, DOUBLE, 4, DOUBLE, 5, DOUBLE, 6, DOUBLE, 7, DOUBLE, 8, DOUBLE));

    private static final ThriftShape COLUMN_META_DATA = new Fields(Map.ofEntries(
            Map.entry(1, I32),
            Map.entry(2, new Elements(I32)),
            Map.entry(3, new Elements(BINARY)),
            Map.entry(4, I32),
            Map.entry(5, I64),
            Map.entry(6, I64),
            Map.entry(7, I64),
            Map.entry(8, new Elements(KEY_VALUE)),
            Map.entry(9, I64),
            Map.entry(10, I64),
            Map.entry(11, I64),
            Map.entry(12, STATISTICS),
            Map.entry(13, new Elements(new Fields(Map.of(1, I32, 2, I32, 3, I32)))),
            Map.entry(14, I64),
            Map.entry(15, I32),
            Map.entry(16, SIZE_STATISTICS),
            Map.entry(17, new Fields(Map.of(1, BOX, 2, new Elements(I32))))));

    private static final ThriftShape COLUMN_CHUNK = new Fields(
            Map.of(1, BINARY, 2, I64, 3, COLUMN_META_DATA, 4, I64, 5, I32, 6, I64, 7, I32, 8, new Union(), 9, BINARY));

    private static final ThriftShape SORTING_COLUMN = new Fields(Map.of(1, I32, 2, TRUTH, 3, TRUTH));

    private static final ThriftShape ROW_GROUP = new Fields(Map.of(
            1, new Elements(COLUMN_CHUNK), 2, I64, 3, I64, 4, new Elements(SORTING_COLUMN), 5, I64, 6, I64, 7, I16));

    /** FileMetaData. */
    static final ThriftShape FOOTER = new Fields(Map.of(
            1, I32,
            2, new Elements(SCHEMA_ELEMENT),
            3, I64,
            4, new Elements(ROW_GROUP),
            5, new Elements(KEY_VALUE),
            6, BINARY,
            7, new Elements(new Union()),
            8, ANY_STRUCT,
            9, BINARY));

    /** PageHeader. */
    static final ThriftShape PAGE_HEADER = new Fields(Map.of(
            1, I32,
            2, I32,
            3, I32,
            4, I32,
            5, new Fields(Map.of(1, I32, 2, I32, 3, I32, 4, I32, 5, STATISTICS)),
            6, ANY_STRUCT,
            7, new Fields(Map.of(1, I32, 2, I32, 3, TRUTH)),
            8, new Fields(Map.of(1, I32, 2, I32, 3, I32, 4, I32, 5, I32, 6, I32, 7, TRUTH, 8, STATISTICS))));

    /** OffsetIndex. */
    static final ThriftShape OFFSET_INDEX =
            new Fields(Map.of(1, new Elements(new Fields(Map.of(1, I64, 2, I32, 3, I64))), 2, new Elements(I64)));

    private ParquetShapes() {}
}
