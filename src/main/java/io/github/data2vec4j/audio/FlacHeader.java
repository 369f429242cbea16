package io.github.data2vec4j.audio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the first block of a FLAC file says (RFC 9639, section 8.2).
 *
 * @param sampleRate samples per second of a channel
 * @param samples of each channel; 0 if its writer did not know
 */
record FlacHeader(int sampleRate, long samples) {

    private static final int MARK = 0x664C6143;
    private static final int BYTES = 26;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Nothing if it is no FLAC file, or its header is not whole. */
    static Optional<FlacHeader> of(MemorySegment bytes) {
        // Mark, type (0) and length of the block, two sizes of blocks and two of frames, then this.
        if (bytes.byteSize() < BYTES || bytes.get(INT, 0) != MARK || (bytes.get(INT, 4) & 0x7F00_0000) != 0) {
            return Optional.empty();
        }
        // 20 bits of rate, 3 of channels, 5 of bits per sample, 36 of the number of samples.
        long packed = bytes.get(LONG, 18);
        int sampleRate = (int) (packed >>> 44);
        return sampleRate == 0 ? Optional.empty() : Optional.of(new FlacHeader(sampleRate, packed & (1L << 36) - 1));
    }
}
