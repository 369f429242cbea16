package io.github.data2vec4j.track;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers, written field by field (encoding of <a
 * href="https://protobuf.dev/programming-guides/encoding/">version 3</a>): no more of it than event files need.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoMessage number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage real(int field, double value) {
        tag(field, FIXED64);
        fixed(Double.doubleToRawLongBits(value), Double.BYTES);
        return this;
    }

    ProtoMessage real(int field, float value) {
        tag(field, FIXED32);
        fixed(Float.floatToRawIntBits(value), Float.BYTES);
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toBytes());
    }

    /** Numbers of 64 bits beside each other, under one tag. */
    ProtoMessage packed(int field, double[] values) {
        tag(field, DELIMITED);
        varint((long) values.length * Double.BYTES);
        for (double value : values) {
            fixed(Double.doubleToRawLongBits(value), Double.BYTES);
        }
        return this;
    }

    ProtoMessage bytes(int field, byte[] value) {
        tag(field, DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** The lowest byte first. */
    private void fixed(long bits, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (bits >>> (Byte.SIZE * i)));
        }
    }

    private void tag(int field, int kind) {
        varint(((long) field << 3) | kind);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
