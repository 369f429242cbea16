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
 * @param frameSamples of each channel in each frame but the last; 0 if they differ
 */
record FlacHeader(int sampleRate, long samples, int frameSamples) {

    /** Mark and first block of a file: the least that is needed in front of frames. */
    static final int BYTES = 42;

    private static final int MARK = 0x664C6143;
    private static final int NEEDED_BYTES = 26;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Nothing if it is no FLAC file, or its header is not whole. */
    static Optional<FlacHeader> of(MemorySegment bytes) {
        // Mark, type (0) and length of the block, two sizes of blocks and two of frames, then this.
        if (bytes.byteSize() < NEEDED_BYTES || bytes.get(INT, 0) != MARK || (bytes.get(INT, 4) & 0x7F00_0000) != 0) {
            return Optional.empty();
        }
        int sizes = bytes.get(INT, 8);
        // 20 bits of rate, 3 of channels, 5 of bits per sample, 36 of the number of samples.
        long packed = bytes.get(LONG, 18);
        int sampleRate = (int) (packed >>> 44);
        int least = sizes >>> 16;
        return sampleRate == 0
                ? Optional.empty()
                : Optional.of(
                        new FlacHeader(sampleRate, packed & (1L << 36) - 1, least == (sizes & 0xFFFF) ? least : 0));
    }
}
