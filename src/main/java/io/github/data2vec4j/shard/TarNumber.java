package io.github.data2vec4j.shard;

/** A number field of a tar header: octal digits, or base 256 when the first byte has its highest bit set. */
final class TarNumber {

    private TarNumber() {}

    /** The number, or -1 if the field holds none or one that a long cannot hold. */
    static long parse(byte[] block, int offset, int length) {
        return (block[offset] & 0x80) != 0 ? base256(block, offset, length) : octal(block, offset, length);
    }

    private static long octal(byte[] block, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        for (; at < end && block[at] >= '0' && block[at] <= '7'; at++) {
            value = value * 8 + block[at] - '0';
        }
        for (; at < end; at++) {
            if (block[at] != ' ' && block[at] != 0) {
                return -1;
            }
        }
        return value;
    }

    private static long base256(byte[] block, int offset, int length) {
        // 0xff begins a negative number.
        long value = block[offset] & 0x7f;
        for (int i = 1; i < length; i++) {
            if (value >= 1L << 55) {
                return -1;
            }
            value = (value << 8) | (block[offset + i] & 0xff);
        }
        return value;
    }
}
