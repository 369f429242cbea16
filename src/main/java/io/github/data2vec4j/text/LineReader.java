package io.github.data2vec4j.text;

import com.github.luben.zstd.ZstdIOException;
import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.LfsPointer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a UTF-8 file, compressed as its name says, without a byte order mark. */
final class LineReader implements Closeable {

    /** Bytes of the longest line: a few bytes of a compressed file can be gigabytes of one line. */
    static final int LONGEST = 1 << 26;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Packing packing;
    private final int longest;
    private final CountedBytes bytes;
    private final InputStream text;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isAfterReturn;
    private long number;

    /** @throws BadSampleException if the file should be compressed and is not, or in a way that is not supported */
    LineReader(Path file) throws IOException {
        this(file, LONGEST);
    }

    LineReader(Path file, int longest) throws IOException {
        this.file = file;
        this.packing = Packing.of(file);
        this.longest = longest;
        this.bytes = new CountedBytes(Files.newInputStream(file));
        try {
            this.text = packing.unpack(file, bytes, BUFFER);
        } catch (EOFException | ZipException e) {
            bytes.close();
            throw notPacked(e);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * The next line as it is, or null after the last. After one that is no text the next can be read.
     *
     * @throws BadTextException if the line is not UTF-8, or too long
     * @throws BadSampleException if from here on the file is not what the program writes that its name tells of, or it
     *     was not fetched by git-lfs
     */
    @Nullable
    String next() throws IOException {
        if (!fill()) {
            return null;
        }
        long length = readLine();
        number++;
        if (length > longest) {
            throw mistake("longer than " + longest + " bytes, which is no line of text");
        }
        var decoded = decoded();
        if (number == 1 && LfsPointer.isIn(decoded)) {
            throw new BadSampleException("text", file.toAbsolutePath().toString(), LfsPointer.REASON);
        }
        return number == 1 && decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    /** Collects a line, unless it is too long; the result is how long. */
    private long readLine() throws IOException {
        line.reset();
        long length = 0;
        do {
            int begin = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            length += at - begin;
            line.write(buffer, begin, length <= longest ? at - begin : 0);
        } while (at == end && fill());
        if (at < end) {
            isAfterReturn = buffer[at++] == '\r';
            passFeed();
        }
        return length;
    }

    /** Reads on if need be; false at the end of the file. */
    private boolean fill() throws IOException {
        while (at == end) {
            int read = read();
            at = 0;
            end = Math.max(0, read);
            if (read < 0) {
                return false;
            }
            passFeed();
        }
        return true;
    }

    private int read() throws IOException {
        try {
            return text.read(buffer);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw notPacked(e);
        }
    }

    /** Both characters of CR LF end one line. */
    private void passFeed() {
        if (isAfterReturn && at < end) {
            at += buffer[at] == '\n' ? 1 : 0;
            isAfterReturn = false;
        }
    }

    private String decoded() throws BadTextException {
        String text;
        try {
            text = WellFormed.decode(line.toByteArray());
        } catch (CharacterCodingException e) {
            throw mistake("not UTF-8 text");
        }
        // Half of all bytes of English in UTF-16, which else could pass for UTF-8.
        if (text.indexOf('\0') >= 0) {
            throw mistake("a character U+0000, which no text has; if it is UTF-16, convert it to UTF-8");
        }
        return text;
    }

    private BadSampleException notPacked(IOException cause) throws IOException {
        return new BadSampleException(
                "text",
                file.toAbsolutePath().toString(),
                LfsPointer.isIn(file)
                        ? LfsPointer.REASON
                        : "cut off, or not what %s writes, after line %d%s"
                                .formatted(
                                        packing.program(),
                                        number,
                                        // The JDK has no words for a file that ends too early.
                                        cause.getMessage() == null ? "" : ": " + cause.getMessage()),
                cause);
    }

    /** Tells of the latest line. */
    BadTextException mistake(String problem) {
        return new BadTextException(file, number, problem);
    }

    /** How much of the file was read, compressed as it may be. */
    long bytesRead() {
        return bytes.count();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
