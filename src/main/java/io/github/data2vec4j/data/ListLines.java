package io.github.data2vec4j.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a list or manifest in UTF-8, without the byte order mark that some editors put at its start. Lines end
 * as {@link java.io.BufferedReader} has it.
 */
public final class ListLines implements Closeable {

    // Whatever is longer is no list: a recording, say, that was given in its place.
    private static final int LONGEST = 1 << 20;

    private final Path list;
    private final InputStream bytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isAfterReturn;
    private int number;

    /** @throws IOException if the list cannot be opened */
    public ListLines(Path list) throws IOException {
        this.list = list;
        this.bytes = new BufferedInputStream(Files.newInputStream(list));
    }

    /**
     * The next line, or null after the last.
     *
     * @throws NotUtf8Exception if it is no text in UTF-8
     * @throws IOException if it cannot be read
     */
    public @Nullable String next() throws IOException {
        line.reset();
        int one = bytes.read();
        if (one == '\n' && isAfterReturn) {
            one = bytes.read();
        }
        isAfterReturn = false;
        if (one < 0) {
            return null;
        }
        number++;
        while (one >= 0 && one != '\n' && one != '\r') {
            if (line.size() == LONGEST) {
                throw new NotUtf8Exception(list, number);
            }
            line.write(one);
            one = bytes.read();
        }
        isAfterReturn = one == '\r';
        var text = decoded();
        return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The number of the latest line, from 1. */
    public int number() {
        return number;
    }

    private String decoded() throws NotUtf8Exception {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotUtf8Exception(list, number);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
