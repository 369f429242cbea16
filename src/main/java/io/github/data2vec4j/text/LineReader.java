package io.github.data2vec4j.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a UTF-8 file, compressed if its name ends in {@code .gz}, without a byte order mark. */
final class LineReader implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final CountedBytes bytes;
    private final BufferedReader reader;
    private long number;

    /** @throws BadTextException if the file should be compressed and is not */
    LineReader(Path file) throws IOException {
        this.file = file;
        this.bytes = new CountedBytes(Files.newInputStream(file));
        try {
            var text = new LineLimit(unpacked(bytes, file), file, LineLimit.LONGEST);
            this.reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
        } catch (EOFException | ZipException e) {
            bytes.close();
            throw notPacked(1, e);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream bytes, Path file) throws IOException {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    /**
     * The next line as it is, or null after the last.
     *
     * @throws BadTextException if the file is not UTF-8, its compressed data is broken, or a line is too long
     */
    @Nullable
    String next() throws IOException {
        try {
            var line = reader.readLine();
            number++;
            return line != null && number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw new BadTextException(file, lineThatIsNoText(), "not UTF-8 text", e);
        } catch (EOFException | ZipException e) {
            throw notPacked(number + 1, e);
        }
    }

    private BadTextException notPacked(long line, IOException cause) {
        return new BadTextException(file, line, "not what gzip writes, or cut off: " + cause.getMessage(), cause);
    }

    /** Tells of the latest line. */
    BadTextException mistake(String problem) {
        return new BadTextException(file, number, problem);
    }

    /** How much of the file was read, compressed as it may be. */
    long bytesRead() {
        return bytes.count();
    }

    // The reader reads ahead, so that it does not know the line.
    private long lineThatIsNoText() throws IOException {
        try (var again = new BufferedInputStream(unpacked(Files.newInputStream(file), file))) {
            var line = new ByteArrayOutputStream();
            long at = 1;
            for (int next = again.read(); next >= 0 && line.size() < LineLimit.LONGEST; next = again.read()) {
                if (next == '\n') {
                    if (!isText(line.toByteArray())) {
                        return at;
                    }
                    line.reset();
                    at++;
                } else {
                    line.write(next);
                }
            }
            return at;
        } catch (EOFException | ZipException e) {
            // It is cut off in that line.
            return number + 1;
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
