package io.github.data2vec4j.audio;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a frame of a FLAC file says at its start (RFC 9639, section 9.1). */
final class FlacFrameHeader {

    /** The longest there can be. */
    static final int MOST_BYTES = 16;

    private static final int FIXED_PART = 4;
    private static final int CHECKSUM_POLYNOMIAL = 0x07;

    private FlacFrameHeader() {}

    /**
     * The number of a frame's first sample.
     *
     * @param bytes of a file
     * @param at where the frame may begin; {@link #MOST_BYTES} follow, or the file ends
     * @return nothing if no frame begins there
     */
    static OptionalLong firstSample(ByteBuffer bytes, int at, FlacHeader file) {
        if (bytes.limit() - at <= FIXED_PART + 1 || !isStart(bytes, at)) {
            return OptionalLong.empty();
        }
        int numberBytes = numberBytes(bytes.get(at + FIXED_PART));
        int end = at + FIXED_PART + numberBytes + sizeBytes(bytes.get(at + 2)) + rateBytes(bytes.get(at + 2));
        if (numberBytes == 0 || end >= bytes.limit() || checksum(bytes, at, end) != bytes.get(end)) {
            return OptionalLong.empty();
        }
        long number = number(bytes, at + FIXED_PART, numberBytes);
        boolean countsSamples = (bytes.get(at + 1) & 1) == 1;
        if (countsSamples) {
            return OptionalLong.of(number);
        }
        return file.frameSamples() == 0 ? OptionalLong.empty() : OptionalLong.of(number * file.frameSamples());
    }

    /** 15 bits that all frames begin with, and no value that is reserved. */
    private static boolean isStart(ByteBuffer bytes, int at) {
        int channels = bytes.get(at + 3) >> 4 & 0xF;
        int sampleBits = bytes.get(at + 3) >> 1 & 7;
        return bytes.get(at) == (byte) 0xFF
                && (bytes.get(at + 1) & 0xFE) == 0xF8
                && (bytes.get(at + 2) & 0xF0) != 0
                && (bytes.get(at + 2) & 0x0F) != 0x0F
                && channels <= 10
                && sampleBits != 3
                && (bytes.get(at + 3) & 1) == 0;
    }

    /** Bytes of a number in the manner of UTF-8, from its first; 0 if that cannot be one. */
    private static int numberBytes(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        return ones == 0 ? 1 : ones == 1 || ones == 8 ? 0 : ones;
    }

    private static long number(ByteBuffer bytes, int at, int length) {
        long number = length == 1 ? bytes.get(at) : bytes.get(at) & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            number = number << 6 | (bytes.get(at + i) & 0x3F);
        }
        return number;
    }

    private static int sizeBytes(byte codes) {
        return switch (codes >> 4 & 0xF) {
            case 6 -> 1;
            case 7 -> 2;
            default -> 0;
        };
    }

    private static int rateBytes(byte codes) {
        return switch (codes & 0xF) {
            case 12 -> 1;
            case 13, 14 -> 2;
            default -> 0;
        };
    }

    private static byte checksum(ByteBuffer bytes, int from, int to) {
        int checksum = 0;
        for (int at = from; at < to; at++) {
            checksum ^= bytes.get(at) & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                checksum = checksum << 1 ^ ((checksum & 0x80) == 0 ? 0 : 0x100 | CHECKSUM_POLYNOMIAL);
            }
        }
        return (byte) checksum;
    }
}
