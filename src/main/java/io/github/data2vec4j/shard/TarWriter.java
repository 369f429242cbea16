package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes a tar archive in the ustar format, with a pax header where a name is longer than 100 bytes. It has the same
 * bytes for the same files: time, owner and group are 0.
 */
final class TarWriter implements AutoCloseable {

    /** Bytes that an archive ends with. */
    static final int END = 2 * TarHeader.BLOCK;

    private static final int NAME_LENGTH = 100;

    private final FileChannel channel;
    private long position;

    TarWriter(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Bytes that a file of a size takes, with its header. */
    static long length(String name, long size) {
        var path = name.getBytes(StandardCharsets.UTF_8);
        long extended = path.length > NAME_LENGTH ? TarHeader.BLOCK + padded(paxPath(path).length) : 0;
        return extended + TarHeader.BLOCK + padded(size);
    }

    /**
     * Adds a file.
     *
     * @return where its data begins
     */
    long add(String name, ByteBuffer data) throws IOException {
        var path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length > NAME_LENGTH) {
            var records = paxPath(path);
            write(header("PaxHeader".getBytes(StandardCharsets.US_ASCII), 'x', records.length));
            writePadded(ByteBuffer.wrap(records));
        }
        write(header(path, '0', data.remaining()));
        long start = position;
        writePadded(data);
        return start;
    }

    long position() {
        return position;
    }

    /** Writes the end and brings all to the disk. */
    void finish() throws IOException {
        write(ByteBuffer.allocate(END));
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void writePadded(ByteBuffer data) throws IOException {
        int size = data.remaining();
        write(data);
        write(ByteBuffer.allocate((int) (padded(size) - size)));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            position += channel.write(bytes);
        }
    }

    private static long padded(long size) {
        return (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }

    // A record begins with its own length, which may make it longer.
    private static byte[] paxPath(byte[] path) {
        int rest = " path=\n".length() + path.length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        var record = ByteBuffer.allocate(length);
        record.put((length + " path=").getBytes(StandardCharsets.US_ASCII))
                .put(path)
                .put((byte) '\n');
        return record.array();
    }

    private static ByteBuffer header(byte[] path, char type, int size) {
        var block = ByteBuffer.allocate(TarHeader.BLOCK);
        block.put(0, path, 0, Math.min(path.length, NAME_LENGTH));
        octal(block, 100, 8, 0644);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, 0);
        block.put(156, (byte) type);
        block.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
        block.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
        int sum = 0;
        for (byte one : block.array()) {
            sum += one & 0xff;
        }
        block.put(148, String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII));
        return block;
    }

    private static void octal(ByteBuffer block, int offset, int length, int value) {
        var digits = String.format(Locale.ROOT, "%0" + (length - 1) + "o", value);
        block.put(offset, digits.getBytes(StandardCharsets.US_ASCII));
    }
}
