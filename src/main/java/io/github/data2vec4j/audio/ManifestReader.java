package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.ListLines;
import io.github.data2vec4j.data.NotUtf8Exception;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a manifest line by line: what is none shows at its first lines, however large it is. */
final class ManifestReader implements Closeable {

    private final Path manifest;
    private final ListLines lines;

    ManifestReader(Path manifest) throws IOException {
        this.manifest = manifest.toAbsolutePath();
        this.lines = new ListLines(manifest);
    }

    /**
     * The next line that is not blank, or null after the last.
     *
     * @throws NoUtterancesException if it is no text in UTF-8
     */
    @Nullable
    ManifestLine next() throws IOException {
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    return new ManifestLine(manifest, lines.number(), line.strip());
                }
            }
            return null;
        } catch (NotUtf8Exception e) {
            throw new NoUtterancesException("%s is neither a folder nor a manifest in UTF-8 (line %d is no such text)"
                    .formatted(manifest, e.line()));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
