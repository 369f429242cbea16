package io.github.data2vec4j.shard;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A column of a Parquet file that can be read.
 *
 * @param column its number among the leaves of the schema
 * @param name such as {@code image.bytes}
 */
record ParquetLeaf(int column, String name) {

    private static final String BYTES = "bytes";

    /**
     * The column with files in it: one of the names that are wanted, else the only one of Hugging Face's kind
     * ({@code struct<bytes, path>}), else the only one with binary values.
     *
     * @throws BadShardException if there is none, or it is not clear which
     */
    static ParquetLeaf ofFiles(Path file, FileSchema schema, Wanted wanted) throws BadShardException {
        var structs = leaves(schema, leaf -> isStruct(leaf) && isBinary(leaf));
        var plain = leaves(schema, leaf -> leaf.fieldPath().elements().size() == 1 && isBinary(leaf) && !isText(leaf));
        for (var name : wanted.columns()) {
            for (var candidates : List.of(structs, plain)) {
                for (var leaf : candidates) {
                    if (leaf.fieldPath().topLevelName().equals(name)) {
                        return of(leaf);
                    }
                }
            }
        }
        var candidates = structs.isEmpty() ? plain : structs;
        if (candidates.size() == 1) {
            return of(candidates.getFirst());
        }
        throw new BadShardException(
                file,
                "%s with %ss; looked for %s; its columns are %s%s"
                        .formatted(
                                candidates.isEmpty() ? "no column" : candidates.size() + " columns",
                                wanted.kind(),
                                String.join(", ", wanted.columns()),
                                columns(schema),
                                candidates.isEmpty() ? "" : advice(candidates, wanted)));
    }

    private static String advice(List<ColumnSchema> candidates, Wanted wanted) {
        return wanted.columns().isEmpty()
                ? ""
                : "; write it again with one of %s renamed to %s"
                        .formatted(
                                candidates.stream()
                                        .map(leaf -> leaf.fieldPath().topLevelName())
                                        .collect(Collectors.joining(", ")),
                                wanted.columns().getFirst());
    }

    /**
     * The column of this name with text in it.
     *
     * @throws NoColumnException if there is none
     */
    static ParquetLeaf ofTexts(Path file, FileSchema schema, String name) throws NoColumnException {
        return leaves(schema, leaf -> leaf.fieldPath().toString().equals(name) && isBinary(leaf)).stream()
                .findFirst()
                .map(ParquetLeaf::of)
                .orElseThrow(() -> new NoColumnException(
                        file,
                        "there is no column %s with text; its columns are %s (--text-key names another)"
                                .formatted(name, columns(schema))));
    }

    private static String columns(FileSchema schema) {
        return schema.getColumns().stream()
                .map(leaf -> leaf.fieldPath() + " (" + leaf.type() + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<ColumnSchema> leaves(FileSchema schema, Predicate<ColumnSchema> kind) {
        return schema.getColumns().stream().filter(kind).toList();
    }

    private static boolean isStruct(ColumnSchema leaf) {
        var path = leaf.fieldPath().elements();
        return path.size() == 2 && path.getLast().equals(BYTES);
    }

    private static boolean isBinary(ColumnSchema leaf) {
        return leaf.type() == PhysicalType.BYTE_ARRAY && leaf.maxRepetitionLevel() == 0;
    }

    private static boolean isText(ColumnSchema leaf) {
        return leaf.logicalType() instanceof LogicalType.StringType;
    }

    private static ParquetLeaf of(ColumnSchema leaf) {
        return new ParquetLeaf(leaf.columnIndex(), leaf.fieldPath().toString());
    }
}
