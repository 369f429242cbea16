package io.github.data2vec4j.shard;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a modality looks for in shards.
 *
 * @param kind what a sample is called in messages, such as {@code picture}
 * @param suffixes endings of files that hold one, in lower case and without the dot
 * @param columns names of Parquet columns that are taken before others
 */
public record Wanted(String kind, Set<String> suffixes, List<String> columns) {

    /** @throws IllegalArgumentException if there is no suffix, or one with a dot or capitals */
    public Wanted {
        suffixes = Set.copyOf(suffixes);
        columns = List.copyOf(columns);
        if (suffixes.isEmpty()) {
            throw new IllegalArgumentException("at least one suffix is wanted");
        }
        for (var suffix : suffixes) {
            if (suffix.isEmpty() || suffix.contains(".") || !suffix.equals(suffix.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "a suffix is in lower case and without dot, but one is \"" + suffix + "\"");
            }
        }
    }

    /** Whether a file name ends in one of the suffixes, in any case. */
    boolean matches(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && suffixes.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether a column, such as {@code image.bytes}, has one of the names. */
    boolean isNamed(String column) {
        return columns.stream().anyMatch(name -> column.equals(name) || column.startsWith(name + "."));
    }

    /** The suffixes for messages, such as {@code *.jpg, *.png}. */
    String patterns() {
        return "*." + String.join(", *.", new TreeSet<>(suffixes));
    }
}
