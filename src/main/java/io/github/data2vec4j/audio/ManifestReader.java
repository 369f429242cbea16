package io.github.data2vec4j.audio;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a manifest line by line: what is none shows at its first lines, however large it is. */
final class ManifestReader implements Closeable {

    /** Characters of the longest line; some files without line breaks are larger than memory. */
    private static final int LONGEST = 1 << 24;

    private final Path manifest;
    private final BufferedReader reader;
    private final StringBuilder text = new StringBuilder();
    private int number;
    private boolean isAfterReturn;

    ManifestReader(Path manifest) throws IOException {
        this.manifest = manifest.toAbsolutePath();
        this.reader = Files.newBufferedReader(manifest);
    }

    /**
     * The next line that is not blank, or null after the last.
     *
     * @throws NoUtterancesException if it is not UTF-8, or too long
     */
    @Nullable
    ManifestLine next() throws IOException {
        while (readLine()) {
            number++;
            var line = text.toString().strip();
            if (!line.isEmpty()) {
                return new ManifestLine(manifest, number, line);
            }
        }
        return null;
    }

    /** Collects a line; false at the end of the file. */
    private boolean readLine() throws IOException {
        text.setLength(0);
        int next = read();
        // Both characters of CR LF end one line.
        if (isAfterReturn && next == '\n') {
            next = read();
        }
        isAfterReturn = false;
        boolean isLine = next >= 0;
        for (; next >= 0 && next != '\n' && next != '\r'; next = read()) {
            if (text.length() == LONGEST) {
                throw new ManifestLine(manifest, number + 1, "")
                        .mistake("longer than " + LONGEST + " characters, which is no line of a manifest");
            }
            text.append((char) next);
        }
        isAfterReturn = next == '\r';
        return isLine;
    }

    private int read() throws IOException {
        try {
            return reader.read();
        } catch (CharacterCodingException e) {
            throw new NoUtterancesException(manifest + " is neither a folder nor a manifest in UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
