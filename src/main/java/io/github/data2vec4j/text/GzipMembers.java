package io.github.data2vec4j.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks all that gzip wrote into a file, one piece after the other. Java's own class takes a broken beginning of a
 * piece for the end, and what follows would be lost without a word. Zeros at the end are none, as for gzip itself.
 */
final class GzipMembers extends GZIPInputStream {

    private static final int TRAILER = 8;

    private final Path file;
    private final CountedBytes bytes;
    private long filledUpTo;

    /** @param bytes of the file, not read yet */
    GzipMembers(Path file, CountedBytes bytes, int buffer) throws IOException {
        super(bytes, buffer);
        this.file = file;
        this.bytes = bytes;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filledUpTo = bytes.count();
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        int read = super.read(to, offset, most);
        if (read < 0) {
            refuseMore();
        }
        return read;
    }

    private void refuseMore() throws IOException {
        long end = filledUpTo - inf.getRemaining() + TRAILER;
        try (var rest = new BufferedInputStream(Files.newInputStream(file))) {
            rest.skipNBytes(end);
            for (int next = rest.read(); next >= 0; next = rest.read()) {
                if (next != 0) {
                    throw new ZipException("what follows from byte %d on does not begin as gzip does".formatted(end));
                }
            }
        }
    }
}
