package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text with blank lines between documents. */
final class PlainText implements TextReader {

    private final LineReader lines;

    PlainText(Path file) throws IOException {
        lines = new LineReader(file);
    }

    @Override
    public @Nullable String line() throws IOException {
        var line = lines.next();
        return line == null ? null : line.strip();
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
