package io.github.data2vec4j.shard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TarIndex} lies in a file, big-endian: {@code d2v-tar3}; size and time of the archive; numbers of
 * samples, entries, bytes of keys and suffixes; the suffixes, each with its length; the arrays; CRC-32C of all that.
 */
final class TarIndexFormat {

    private static final byte[] MAGIC = "d2v-tar3".getBytes(StandardCharsets.US_ASCII);

    /** Bytes that show what a file is. */
    static final int START = MAGIC.length;

    private static final int HEAD = MAGIC.length + 2 * Long.BYTES + 4 * Integer.BYTES;

    private TarIndexFormat() {}

    /** Whether a file that starts so is an index, of whatever version. */
    static boolean isIndex(byte[] start) {
        int common = MAGIC.length - 1;
        return start.length >= common && Arrays.equals(start, 0, common, MAGIC, 0, common);
    }

    static ByteBuffer encode(TarIndex index, FileStamp stamp) {
        var suffixes = index.suffixes().stream()
                .map(suffix -> suffix.getBytes(StandardCharsets.UTF_8))
                .toList();
        int entries = index.sizes().length;
        long length = HEAD
                + suffixes.stream()
                        .mapToLong(suffix -> Integer.BYTES + suffix.length)
                        .sum()
                + 8L * index.samples()
                + 10L * entries
                + index.keys().length
                + Integer.BYTES;
        var out = ByteBuffer.allocate(Math.toIntExact(length));
        out.put(MAGIC).putLong(stamp.size()).putLong(stamp.modified());
        out.putInt(index.samples()).putInt(entries).putInt(index.keys().length).putInt(suffixes.size());
        suffixes.forEach(suffix -> out.putInt(suffix.length).put(suffix));
        put(out, index.keyEnds());
        put(out, index.entryEnds());
        put(out, index.blocks());
        put(out, index.sizes());
        out.asShortBuffer().put(index.suffixOf());
        out.position(out.position() + entries * Short.BYTES);
        out.put(index.keys());
        return out.putInt(checksum(out.array(), out.position())).flip();
    }

    /** Null if it is broken, of another version, or that of an archive with another stamp. */
    static @Nullable TarIndex decode(byte[] bytes, FileStamp stamp) {
        if (bytes.length < HEAD + Integer.BYTES) {
            return null;
        }
        var in = ByteBuffer.wrap(bytes);
        var magic = new byte[MAGIC.length];
        in.get(magic);
        int end = bytes.length - Integer.BYTES;
        if (!Arrays.equals(magic, MAGIC)
                || !new FileStamp(in.getLong(), in.getLong()).equals(stamp)
                || in.getInt(end) != checksum(bytes, end)) {
            return null;
        }
        try {
            return arrays(in);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return null;
        }
    }

    // The checksum fits, so the numbers are those that were written.
    private static TarIndex arrays(ByteBuffer in) {
        int samples = in.getInt();
        int entries = in.getInt();
        int keyBytes = in.getInt();
        int kinds = in.getInt();
        var suffixes = new ArrayList<String>(kinds);
        for (int i = 0; i < kinds; i++) {
            suffixes.add(new String(bytes(in, in.getInt()), StandardCharsets.UTF_8));
        }
        var keyEnds = ints(in, samples);
        var entryEnds = ints(in, samples);
        var blocks = ints(in, entries);
        var sizes = ints(in, entries);
        var suffixOf = new short[entries];
        in.asShortBuffer().get(suffixOf);
        in.position(in.position() + entries * Short.BYTES);
        return new TarIndex(suffixes, bytes(in, keyBytes), keyEnds, entryEnds, suffixOf, blocks, sizes);
    }

    private static void put(ByteBuffer out, int[] values) {
        out.asIntBuffer().put(values);
        out.position(out.position() + values.length * Integer.BYTES);
    }

    private static int[] ints(ByteBuffer in, int count) {
        var values = new int[count];
        in.asIntBuffer().get(values);
        in.position(in.position() + count * Integer.BYTES);
        return values;
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        var values = new byte[count];
        in.get(values);
        return values;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
