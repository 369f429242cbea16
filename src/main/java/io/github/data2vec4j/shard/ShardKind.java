package io.github.data2vec4j.shard;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What shards are. */
public enum ShardKind {
    /** Archives as WebDataset has them. */
    TAR(".tar"),
    /** Tables as Hugging Face writes them. */
    PARQUET(".parquet");

    private final String suffix;

    ShardKind(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /** By the end of the name, in any case; null for another file. */
    static @Nullable ShardKind of(String path) {
        var name = path.toLowerCase(Locale.ROOT);
        for (var kind : values()) {
            if (name.endsWith(kind.suffix)) {
                return kind;
            }
        }
        return null;
    }
}
