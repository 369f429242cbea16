package io.github.data2vec4j.shard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a structure in Thrift's compact protocol, as Parquet's footers and page headers are, without building it.
 * hardwood believes lengths and counts before it has seen the bytes, so that a few flipped bits would make it ask for
 * gigabytes or count to two thousand million; here each of them must fit into what is left. Nor does it look at the
 * type of a list's elements; so that both read the same, fields must have the types that Parquet gives them.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">the protocol</a>
 */
final class ThriftStructure {

    /** Takes the numbers of a structure: 16, 32 and 64 bits alike. */
    @FunctionalInterface
    interface Numbers {
        /**
         * A number.
         *
         * @param depth 1 for fields of the outermost structure
         * @param parent the field that the structure is in, 0 for the outermost
         */
        void number(int depth, int parent, int field, long value);
    }

    private static final int DEEPEST = 24;
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int STRUCT = 12;

    private final ByteBuffer in;
    private final Numbers numbers;

    private ThriftStructure(ByteBuffer in, Numbers numbers) {
        this.in = in;
        this.numbers = numbers;
    }

    /**
     * Goes over one structure; the buffer's position is behind it afterwards.
     *
     * @throws IllegalArgumentException if it is broken, or does not end within the buffer
     */
    static void check(ByteBuffer in, ThriftShape shape, Numbers numbers) {
        try {
            new ThriftStructure(in, numbers).structure(shape, 1, 0);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    private void structure(@Nullable ThriftShape shape, int depth, int parent) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested too deep");
        }
        int field = 0;
        for (int head = in.get() & 0xff; head != STOP; head = in.get() & 0xff) {
            int step = head >> 4;
            long number = step == 0 ? zigzag() : field + step;
            if (number < 1 || number > Short.MAX_VALUE) {
                throw new IllegalArgumentException("a field with the number " + number);
            }
            field = (int) number;
            value(head & 0xf, shape == null ? null : shape.field(field), depth, parent, field);
        }
    }

    private void value(int type, @Nullable ThriftShape shape, int depth, int parent, int field) {
        if (shape != null && !shape.fits(type)) {
            throw new IllegalArgumentException("field %d is of type %d".formatted(field, type));
        }
        switch (type) {
            // In the type itself.
            case TRUE, FALSE -> {}
            case BYTE -> skip(1);
            case I16, I64 -> numbers.number(depth, parent, field, zigzag());
            case I32 -> numbers.number(depth, parent, field, int32());
            case DOUBLE -> skip(Double.BYTES);
            case BINARY -> skip(varint());
            case LIST, SET -> list(shape, depth, field);
            case STRUCT -> structure(shape, depth + 1, field);
            // Parquet has no maps and nothing else.
            default -> throw new IllegalArgumentException("a field of type " + type);
        }
    }

    private void list(@Nullable ThriftShape shape, int depth, int field) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested too deep");
        }
        int head = in.get() & 0xff;
        long size = head >> 4;
        size = size == 15 ? varint() : size;
        int type = head & 0xf;
        if (size < 0 || size > in.remaining()) {
            throw new IllegalArgumentException("a list of " + size + " elements in " + in.remaining() + " bytes");
        }
        if (type <= FALSE && size > 0) {
            throw new IllegalArgumentException("a list of truth values, which Parquet has in no footer");
        }
        for (long i = 0; i < size; i++) {
            value(type, shape == null ? null : shape.element(), depth + 1, field, 0);
        }
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new IllegalArgumentException("a value of " + bytes + " bytes in " + in.remaining());
        }
        in.position(in.position() + (int) bytes);
    }

    // Whoever takes the low half of a longer one would see another number.
    private long int32() {
        long value = zigzag();
        if (value != (int) value) {
            throw new IllegalArgumentException("a number of more than 32 bits");
        }
        return value;
    }

    private long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte one = in.get();
            value |= (long) (one & 0x7f) << shift;
            if (one >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }
}
