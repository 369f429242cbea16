package io.github.data2vec4j.text;

import io.github.data2vec4j.shard.NoColumnException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of text without what cannot be read. */
final class ReadableText implements TextReader {

    private final Path file;
    private final String textKey;
    private final BadText bad;
    private @Nullable TextReader reader;
    private boolean ended;

    /** @param bad is told of what is left out, and whether that becomes too much */
    ReadableText(Path file, String textKey, BadText bad) {
        this.file = file;
        this.textKey = textKey;
        this.bad = bad;
    }

    /** Where a file breaks off it ends, whoever asks again. */
    @Override
    public @Nullable String line() throws IOException {
        if (ended) {
            return null;
        }
        var line = next();
        ended = line == null;
        return line;
    }

    private @Nullable String next() throws IOException {
        try {
            if (reader == null) {
                reader = TextReader.open(file, textKey);
            }
            var line = reader.line();
            if (line != null && !line.isEmpty()) {
                bad.countGoodLine();
            }
            return line;
        } catch (BadTextException e) {
            bad.addLine(e);
            // What stands around it does not belong together.
            return "";
        } catch (NoColumnException e) {
            // Nor will the other files have it.
            throw e;
        } catch (IOException e) {
            bad.addFile(file, e);
            return null;
        }
    }

    @Override
    public long bytesRead() {
        return reader == null ? 0 : reader.bytesRead();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
