package io.github.data2vec4j.hub;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects tensors and writes them as one safetensors file. Not thread-safe.
 *
 * <p>The header lists tensors in the order in which they were added. Their data lies in the same order, but elements of
 * more bytes come first, so that each tensor begins at a multiple of its element's size.
 */
public final class SafetensorsWriter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DATA_ALIGNMENT = 8;
    private static final int CHUNK_BYTES = 1 << 23;

    private final SequencedSet<String> names = new LinkedHashSet<>();
    private final List<SafetensorsEntry> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** Without tensors and notes. */
    public SafetensorsWriter() {}

    /**
     * Adds a tensor; nothing is copied or written yet.
     *
     * @param shape empty for a scalar
     * @param data the elements in row-major order, little-endian; stays the caller's and must be alive and unchanged
     *     until {@link #write} returns
     * @return this
     * @throws IllegalArgumentException if the name is taken or reserved, or the data has another size than type and
     *     shape say
     */
    public SafetensorsWriter tensor(String name, SafetensorsType type, long[] shape, MemorySegment data) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("no tensor can be called " + name);
        }
        var tensor = new SafetensorsEntry(type, shape, data);
        if (type.bytes(shape) != data.byteSize()) {
            throw new IllegalArgumentException("tensor %s: %s needs %d bytes, but its data has %d"
                    .formatted(name, tensor, type.bytes(shape), data.byteSize()));
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("there is already a tensor called " + name);
        }
        tensors.add(tensor);
        return this;
    }

    /**
     * Adds a note to the header; a second note under the same key replaces the first.
     *
     * @return this
     */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Writes the file. It is complete and on the disk when it appears under its name; until then, or if this fails, a
     * file that was there before stays as it was.
     *
     * @throws IOException if it cannot be written; the header may be at most 100 MB
     */
    public void write(Path file) throws IOException {
        var target = file.toAbsolutePath();
        var unfinished = target.resolveSibling(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
        try {
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeTo(channel, file);
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void writeTo(FileChannel channel, Path file) throws IOException {
        writeFully(channel, header(file));
        for (int i : dataOrder()) {
            writeFully(channel, tensors.get(i).data());
        }
    }

    // The sort keeps the order among elements of one size.
    private List<Integer> dataOrder() {
        return IntStream.range(0, tensors.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -tensors.get(i).type().bits()))
                .toList();
    }

    private long[] begins() {
        var begins = new long[tensors.size()];
        long position = 0;
        for (int i : dataOrder()) {
            begins[i] = position;
            position += tensors.get(i).data().byteSize();
        }
        return begins;
    }

    private ByteBuffer header(Path file) throws IOException {
        var json = json();
        int begin = SafetensorsHeader.LENGTH_BYTES;
        int padded = Math.ceilDiv(begin + json.length, DATA_ALIGNMENT) * DATA_ALIGNMENT;
        if (padded - begin > SafetensorsHeader.MAX_BYTES) {
            throw new IOException("cannot write %s: its header would be %d bytes long, more than the %d allowed"
                    .formatted(file, padded - begin, SafetensorsHeader.MAX_BYTES));
        }
        var header = new byte[padded];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(json, 0, header, begin, json.length);
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(0, padded - begin);
    }

    private byte[] json() {
        var begins = begins();
        var root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            var notes = root.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(notes::put);
        }
        int i = 0;
        for (var name : names) {
            var tensor = tensors.get(i);
            var description = root.putObject(name).put("dtype", tensor.type().name());
            var shape = description.putArray("shape");
            for (long extent : tensor.shape()) {
                shape.add(extent);
            }
            long end = begins[i] + tensor.data().byteSize();
            description.putArray("data_offsets").add(begins[i]).add(end);
            i++;
        }
        return JSON.writeValueAsBytes(root);
    }

    private static void writeFully(FileChannel channel, MemorySegment data) throws IOException {
        var staging = data.isNative() ? null : ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, data.byteSize()));
        for (long from = 0; from < data.byteSize(); from += CHUNK_BYTES) {
            var chunk = data.asSlice(from, Math.min(CHUNK_BYTES, data.byteSize() - from));
            writeFully(channel, staging == null ? chunk.asByteBuffer() : staged(chunk, staging));
        }
    }

    // Arrays other than byte[] have no view as a buffer.
    private static ByteBuffer staged(MemorySegment chunk, ByteBuffer staging) {
        MemorySegment.ofBuffer(staging.clear()).asSlice(0, chunk.byteSize()).copyFrom(chunk);
        return staging.limit((int) chunk.byteSize());
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
