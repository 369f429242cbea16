package io.github.data2vec4j.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a WAVE file stores a sample. Integers of n bits are divided by 2^(n-1), so that samples lie in [-1, 1). */
enum SampleFormat {
    /** 8 bits without a sign: silence is 128. */
    UNSIGNED_8(SampleFormat.INTEGER, 8),
    SIGNED_16(SampleFormat.INTEGER, 16),
    SIGNED_24(SampleFormat.INTEGER, 24),
    SIGNED_32(SampleFormat.INTEGER, 32),
    FLOAT_32(SampleFormat.FLOAT, 32),
    FLOAT_64(SampleFormat.FLOAT, 64);

    /** What the format chunk calls integers. */
    static final int INTEGER = 1;

    /** What the format chunk calls floats. */
    static final int FLOAT = 3;

    private final int tag;
    private final int bits;

    SampleFormat(int tag, int bits) {
        this.tag = tag;
        this.bits = bits;
    }

    /** Bytes of a sample of one channel. */
    int bytes() {
        return bits / Byte.SIZE;
    }

    static Optional<SampleFormat> of(int tag, int bits) {
        return Arrays.stream(values())
                .filter(format -> format.tag == tag && format.bits == bits)
                .findFirst();
    }

    /** A sample of a little-endian buffer. */
    double decode(ByteBuffer bytes, int at) {
        return switch (this) {
            case UNSIGNED_8 -> (Byte.toUnsignedInt(bytes.get(at)) - 128) / 128.0;
            case SIGNED_16 -> bytes.getShort(at) / 32768.0;
            case SIGNED_24 -> (bytes.getShort(at + 1) * 256 + Byte.toUnsignedInt(bytes.get(at))) / 8388608.0;
            case SIGNED_32 -> bytes.getInt(at) / 2147483648.0;
            case FLOAT_32 -> bytes.getFloat(at);
            case FLOAT_64 -> bytes.getDouble(at);
        };
    }
}
