package io.github.data2vec4j.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Ends where a line is so long that it is no text: a few bytes of a compressed file can be gigabytes of one line. */
final class LineLimit extends FilterInputStream {

    /** Bytes of the longest line. */
    static final int LONGEST = 1 << 26;

    private final Path file;
    private final int longest;
    private long line = 1;
    private long length;

    LineLimit(InputStream in, Path file, int longest) {
        super(in);
        this.file = file;
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            count((byte) next);
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        int count = super.read(bytes, offset, most);
        for (int i = offset; i < offset + count; i++) {
            count(bytes[i]);
        }
        return count;
    }

    private void count(byte next) throws BadTextException {
        if (next == '\n' || next == '\r') {
            line += next == '\n' ? 1 : 0;
            length = 0;
        } else if (++length > longest) {
            throw new BadTextException(file, line, "longer than " + longest + " bytes, which is no line of text");
        }
    }
}
