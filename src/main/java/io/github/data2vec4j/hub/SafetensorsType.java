package io.github.data2vec4j.hub;

import java.util.Arrays;
import java.util.Optional;

/** The element types of the safetensors format. Values are little-endian; types of less than a byte are packed. */
public enum SafetensorsType {
    /** One byte, 0 or 1. */
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    /** Two floats. */
    C64(64),
    F64(64),
    I64(64),
    U64(64);

    private final int bits;

    SafetensorsType(int bits) {
        this.bits = bits;
    }

    /** Size of one element in bits. */
    public int bits() {
        return bits;
    }

    /**
     * Size of a tensor in bytes.
     *
     * @throws ArithmeticException if the size does not fit in 63 bits, or packed elements do not fill whole bytes
     * @throws IllegalArgumentException if an extent is negative
     */
    public long bytes(long... shape) {
        long elements = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("an extent is negative in shape " + Arrays.toString(shape));
            }
            elements = Math.multiplyExact(elements, extent);
        }
        long totalBits = Math.multiplyExact(elements, (long) bits);
        if (totalBits % 8 != 0) {
            throw new ArithmeticException("%d elements of %d bits do not fill whole bytes".formatted(elements, bits));
        }
        return totalBits / 8;
    }

    static Optional<SafetensorsType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
