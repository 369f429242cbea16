package io.github.data2vec4j.track;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The frame of a record in a TFRecord file: its length and its content, each followed by a masked CRC-32C. */
final class RecordFrame {

    private static final int MASK = 0xA282EAD8;

    private RecordFrame() {}

    static byte[] around(byte[] content) {
        var length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(content.length)
                .array();
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(maskedChecksum(length))
                .put(content)
                .putInt(maskedChecksum(content))
                .array();
    }

    /** Masked, since a checksum of data that holds checksums is easily met by chance. */
    static int maskedChecksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
