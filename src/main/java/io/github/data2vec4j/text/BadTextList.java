package io.github.data2vec4j.text;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lists, beside token shards, the text that is not in them; the file appears with the first line. */
final class BadTextList implements Closeable {

    private final Path file;
    private @Nullable CheckedFile open;

    BadTextList(Path folder) {
        this.file = folder.resolve(BadSamples.FILE);
    }

    /** @throws UncheckedIOException if it cannot be written */
    void add(BadSample bad) {
        try {
            if (open == null) {
                open = new CheckedFile(file);
            }
            open.write((bad.toLine() + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings it to the disk. */
    void finish() throws IOException {
        if (open != null) {
            open.finish();
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
