package io.github.data2vec4j.hub;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a safetensors file says about itself: 8 bytes of length, then JSON, then the data of all tensors without a gap.
 */
record SafetensorsHeader(SequencedMap<String, SafetensorsEntry> tensors, SequencedMap<String, String> metadata) {

    static final String METADATA = "__metadata__";

    /** Bytes of the length in front of the JSON, little-endian. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** The reference implementation's limit for the JSON. */
    static final long MAX_BYTES = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static SafetensorsHeader parse(Path file, MemorySegment mapped) throws BadSafetensorsException {
        return new Parser(file, mapped).parse();
    }

    private record Range(String name, long begin, long end) {}

    private record Parser(Path file, MemorySegment mapped) {

        SafetensorsHeader parse() throws BadSafetensorsException {
            long length = length();
            var json = json(mapped.asSlice(LENGTH_BYTES, length));
            var data = mapped.asSlice(LENGTH_BYTES + length);
            var metadata = new LinkedHashMap<String, String>();
            var tensors = new LinkedHashMap<String, SafetensorsEntry>();
            var ranges = new ArrayList<Range>();
            for (var property : json.properties()) {
                if (property.getKey().equals(METADATA)) {
                    readMetadata(property.getValue(), metadata);
                } else {
                    var range = range(property.getKey(), property.getValue());
                    ranges.add(range);
                    tensors.put(range.name(), entry(range, property.getValue(), data));
                }
            }
            requireNoGap(ranges, data.byteSize());
            return new SafetensorsHeader(
                    Collections.unmodifiableSequencedMap(tensors), Collections.unmodifiableSequencedMap(metadata));
        }

        private long length() throws BadSafetensorsException {
            if (mapped.byteSize() < LENGTH_BYTES) {
                throw bad("it has %d bytes, too few even for the length of a header".formatted(mapped.byteSize()));
            }
            long length = mapped.get(LENGTH, 0);
            if (length < 0 || length > MAX_BYTES) {
                throw bad("its header would be %s bytes long, more than the %d allowed"
                        .formatted(Long.toUnsignedString(length), MAX_BYTES));
            }
            if (length > mapped.byteSize() - LENGTH_BYTES) {
                throw bad("it is cut off: its header is %d bytes long, but only %d bytes follow"
                        .formatted(length, mapped.byteSize() - LENGTH_BYTES));
            }
            return length;
        }

        private JsonNode json(MemorySegment header) throws BadSafetensorsException {
            var bytes = header.toArray(ValueLayout.JAVA_BYTE);
            if (bytes.length == 0 || bytes[0] != '{') {
                throw bad("its header does not begin with '{'");
            }
            try {
                return JSON.readTree(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                throw new BadSafetensorsException(file, "its header is not UTF-8", e);
            } catch (JacksonException e) {
                throw new BadSafetensorsException(file, "its header is not valid JSON: " + e.getOriginalMessage(), e);
            }
        }

        private void readMetadata(JsonNode notes, SequencedMap<String, String> metadata)
                throws BadSafetensorsException {
            if (!notes.isObject()) {
                throw bad(METADATA + " is not an object but " + notes);
            }
            for (var note : notes.properties()) {
                if (!note.getValue().isString()) {
                    throw bad("%s has a value that is not a string, %s: %s"
                            .formatted(METADATA, note.getKey(), note.getValue()));
                }
                metadata.put(note.getKey(), note.getValue().stringValue());
            }
        }

        private SafetensorsEntry entry(Range range, JsonNode description, MemorySegment data)
                throws BadSafetensorsException {
            var type = type(range.name(), description);
            var shape = numbers(range.name(), "shape", description);
            long bytes = bytes(range.name(), type, shape);
            if (bytes != range.end() - range.begin()) {
                throw bad(
                        range.name(),
                        "%s%s needs %d bytes, but data_offsets [%d, %d] hold %d"
                                .formatted(
                                        type,
                                        Arrays.toString(shape),
                                        bytes,
                                        range.begin(),
                                        range.end(),
                                        range.end() - range.begin()));
            }
            if (range.end() > data.byteSize()) {
                throw bad(
                        range.name(),
                        "the file is cut off: data_offsets end at %d, but only %d bytes of data follow the header"
                                .formatted(range.end(), data.byteSize()));
            }
            return new SafetensorsEntry(type, shape, data.asSlice(range.begin(), bytes));
        }

        private SafetensorsType type(String name, JsonNode description) throws BadSafetensorsException {
            var dtype = description.get("dtype");
            if (dtype == null || !dtype.isString()) {
                throw bad(name, "dtype is missing or not a string");
            }
            return SafetensorsType.named(dtype.stringValue())
                    .orElseThrow(() -> bad(name, "dtype %s is unknown".formatted(dtype)));
        }

        private long bytes(String name, SafetensorsType type, long[] shape) throws BadSafetensorsException {
            try {
                return type.bytes(shape);
            } catch (ArithmeticException e) {
                throw bad(name, "%s%s has no size in whole bytes below 2^63".formatted(type, Arrays.toString(shape)));
            }
        }

        private Range range(String name, JsonNode description) throws BadSafetensorsException {
            if (!description.isObject()) {
                throw bad(name, "its description is not an object but " + description);
            }
            var offsets = numbers(name, "data_offsets", description);
            if (offsets.length != 2 || offsets[0] > offsets[1]) {
                throw bad(name, "data_offsets are not [begin, end] but " + Arrays.toString(offsets));
            }
            return new Range(name, offsets[0], offsets[1]);
        }

        private long[] numbers(String name, String key, JsonNode description) throws BadSafetensorsException {
            var list = description.get(key);
            if (list == null || !list.isArray()) {
                throw bad(name, key + " is missing or not a list");
            }
            var numbers = new long[list.size()];
            for (int i = 0; i < numbers.length; i++) {
                var number = list.get(i);
                if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                    throw bad(
                            name,
                            "%s has an entry that is no whole number from 0 to 2^63 - 1: %s".formatted(key, number));
                }
                numbers[i] = number.longValue();
            }
            return numbers;
        }

        private void requireNoGap(ArrayList<Range> ranges, long dataBytes) throws BadSafetensorsException {
            ranges.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
            long covered = 0;
            for (var range : ranges) {
                if (range.begin() != covered) {
                    throw bad(
                            range.name(),
                            "data_offsets begin at %d, but the data before it ends at %d (%s)"
                                    .formatted(range.begin(), covered, range.begin() < covered ? "overlap" : "gap"));
                }
                covered = range.end();
            }
            if (covered != dataBytes) {
                throw bad("its tensors end at byte %d of the data, but %d bytes of data follow the header"
                        .formatted(covered, dataBytes));
            }
        }

        private BadSafetensorsException bad(String reason) {
            return new BadSafetensorsException(file, reason);
        }

        private BadSafetensorsException bad(String tensor, String reason) {
            return new BadSafetensorsException(file, "tensor " + tensor + ": " + reason);
        }
    }
}
