package io.github.data2vec4j.shard;

import org.jspecify.annotations.Nullable;

/**
 * One header block of a tar archive: V7, ustar (POSIX.1-1988) or GNU.
 *
 * @param name path of the entry
 * @param type what it is
 * @param size bytes of data behind the block
 * @param target of a link, else empty
 */
record TarHeader(String name, char type, long size, String target) {

    /** Bytes of a block; data is filled up to a multiple of it. */
    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int TARGET = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /** Null if the checksum is not that of the block, or its size is no number: then nothing in it can be believed. */
    static @Nullable TarHeader parse(byte[] block) {
        long size = TarNumber.parse(block, SIZE, 12);
        if (!checksumFits(block) || size < 0) {
            return null;
        }
        var name = text(block, 0, NAME_LENGTH);
        // GNU keeps other things where POSIX has a prefix.
        if (text(block, MAGIC, 6).equals("ustar") && block[PREFIX] != 0) {
            name = text(block, PREFIX, PREFIX_LENGTH) + "/" + name;
        }
        char type = block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
        var target = text(block, TARGET, NAME_LENGTH);
        return new TarHeader(name, type == '0' && name.endsWith("/") ? '5' : type, size, target);
    }

    static boolean isZero(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** Size of the data with what fills its last block; negative if that is no long. */
    long padded() {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    // The sum of all bytes, with the field itself as blanks. Some old programs added signed bytes.
    private static boolean checksumFits(byte[] block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte one = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH ? (byte) ' ' : block[i];
            unsigned += one & 0xff;
            signed += one;
        }
        long stored = TarNumber.parse(block, CHECKSUM, CHECKSUM_LENGTH);
        return stored == unsigned || stored == signed;
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return TarText.decode(block, offset, end);
    }
}
