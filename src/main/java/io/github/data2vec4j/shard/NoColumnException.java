package io.github.data2vec4j.shard;

import java.nio.file.Path;

/** A table without the column that is asked for: it is the question that is wrong, not the table. */
public final class NoColumnException extends BadShardException {

    private static final long serialVersionUID = 1L;

    NoColumnException(Path file, String reason) {
        super(file, reason);
    }
}
