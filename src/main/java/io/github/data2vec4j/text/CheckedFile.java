package io.github.data2vec4j.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A new file of numbers, little endian, whose checksum is taken as it is written. */
final class CheckedFile implements Closeable {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    CheckedFile(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** The buffer, with room for one more number of any kind. */
    ByteBuffer buffer() throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        return buffer;
    }

    void write(byte[] bytes) throws IOException {
        flush();
        write(ByteBuffer.wrap(bytes));
    }

    private void flush() throws IOException {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(file.toAbsolutePath() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Brings all to the disk. @return the checksum */
    long finish() throws IOException {
        flush();
        channel.force(true);
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
