package io.github.data2vec4j.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message of Protocol Buffers as the encoding's description has it, read without anything of what writes them.
 *
 * @param fields values of each field in their order: {@code Long} for varints and for fixed bits, {@code byte[]}
 */
record ReadRecord(Map<Integer, List<Object>> fields) {

    /** All events of all files of a folder, in the order of their names. */
    static List<ReadRecord> allIn(Path folder) throws IOException {
        var records = new ArrayList<ReadRecord>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                records.addAll(in(Files.readAllBytes(file)));
            }
        }
        return records;
    }

    private static List<ReadRecord> in(byte[] file) {
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var records = new ArrayList<ReadRecord>();
        while (bytes.hasRemaining()) {
            var length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            var content = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(content);
            assertThat(bytes.getInt()).isEqualTo(masked(content));
            records.add(of(content));
        }
        return records;
    }

    /** CRC-32C bit by bit, then TensorFlow's mask. */
    private static int masked(byte[] content) {
        int crc = ~0;
        for (byte one : content) {
            crc ^= one & 255;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    static ReadRecord of(byte[] message) {
        var bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        var fields = new LinkedHashMap<Integer, List<Object>>();
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            Object value = switch ((int) tag & 7) {
                case 0 -> varint(bytes);
                case 1 -> bytes.getLong();
                case 2 -> {
                    var part = new byte[(int) varint(bytes)];
                    bytes.get(part);
                    yield part;
                }
                case 5 -> (long) bytes.getInt();
                default -> throw new AssertionError("wire type of " + tag);
            };
            fields.computeIfAbsent((int) (tag >>> 3), field -> new ArrayList<>())
                    .add(value);
        }
        return new ReadRecord(fields);
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    long number(int field) {
        var values = fields.get(field);
        return values == null ? 0 : (Long) values.getFirst();
    }

    float real32(int field) {
        return Float.intBitsToFloat((int) number(field));
    }

    double real64(int field) {
        return Double.longBitsToDouble(number(field));
    }

    byte[] bytes(int field) {
        return (byte[]) fields.getOrDefault(field, List.of()).getFirst();
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    ReadRecord message(int field) {
        return of(bytes(field));
    }

    List<ReadRecord> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(part -> of((byte[]) part))
                .toList();
    }

    double[] doubles(int field) {
        var buffer =
                ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        var values = new double[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
