package io.github.data2vec4j.shard;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the keys of each table's rows begin with: its name without suffix or, where two have the same name as Hugging
 * Face's {@code train/0000.parquet} and {@code test/0000.parquet}, their paths from the folder that has all of them.
 */
final class TableKeys {

    private TableKeys() {}

    /** @throws BadShardException if two tables would have the same keys */
    static Map<Path, String> of(List<Path> tables) throws BadShardException {
        var names = tables.stream().map(table -> stem(table.getFileName())).toList();
        if (new HashSet<>(names).size() == names.size()) {
            return byTable(tables, table -> stem(table.getFileName()));
        }
        var folder = commonFolder(tables);
        return byTable(tables, table -> stem(folder.relativize(plain(table))));
    }

    private static Map<Path, String> byTable(List<Path> tables, Function<Path, String> keyOf) throws BadShardException {
        var keys = new HashMap<Path, String>();
        var seen = new HashMap<String, Path>();
        for (var table : tables) {
            var key = keyOf.apply(table);
            var other = seen.put(key, table);
            if (other != null) {
                throw new BadShardException(
                        table,
                        plain(other).equals(plain(table))
                                ? "it is named twice"
                                : "its rows would have the same keys as those of %s; rename one of them"
                                        .formatted(other));
            }
            keys.put(table, key);
        }
        return keys;
    }

    private static Path commonFolder(List<Path> tables) {
        var folder = plain(tables.getFirst()).resolveSibling("");
        for (var table : tables) {
            while (!plain(table).startsWith(folder)) {
                folder = folder.resolveSibling("");
            }
        }
        return folder;
    }

    private static Path plain(Path table) {
        return table.toAbsolutePath().normalize();
    }

    private static String stem(Path table) {
        var name = table.toString().replace(table.getFileSystem().getSeparator(), "/");
        return name.substring(0, name.length() - ShardKind.PARQUET.suffix().length());
    }
}
