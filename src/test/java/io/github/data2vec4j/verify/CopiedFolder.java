package io.github.data2vec4j.verify;

import io.github.data2vec4j.hub.SafetensorsEntry;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.SafetensorsType;
import io.github.data2vec4j.hub.SafetensorsWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A copy of a folder of recorded numbers, of which a test breaks a part. */
record CopiedFolder(Path path) {

    static final Path SAMPLES = Path.of("src/samples/parity");

    static CopiedFolder of(String name, Path temporary) throws IOException {
        var target = Files.createDirectory(temporary.resolve("copy"));
        try (var files = Files.list(SAMPLES.resolve(name))) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return new CopiedFolder(target);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** A change of the tensors of a file. */
    @FunctionalInterface
    interface Change {
        void make(Map<String, Stored> tensors);
    }

    /** A tensor of a file. */
    static final class Stored {

        private final SafetensorsType type;
        private final long[] shape;
        private final byte[] data;

        private Stored(SafetensorsType type, long[] shape, byte[] data) {
            this.type = type;
            this.shape = shape;
            this.data = data;
        }

        static Stored of(SafetensorsEntry entry) {
            return new Stored(entry.type(), entry.shape(), entry.data().toArray(ValueLayout.JAVA_BYTE));
        }

        /** The same elements in another shape. */
        Stored shaped(long... other) {
            return new Stored(type, other, data);
        }

        /** The elements themselves. */
        byte[] data() {
            return data;
        }

        void add(int element, float difference) {
            var floats = MemorySegment.ofArray(data);
            float before = floats.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, element);
            floats.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, element, before + difference);
        }
    }

    static Stored tensor(Map<String, Stored> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    void change(String file, Change change) throws IOException {
        var tensors = new LinkedHashMap<String, Stored>();
        try (var reader = SafetensorsReader.open(file(file))) {
            reader.tensors().forEach((name, entry) -> tensors.put(name, Stored.of(entry)));
        }
        change.make(tensors);
        var writer = new SafetensorsWriter();
        tensors.forEach(
                (name, tensor) -> writer.tensor(name, tensor.type, tensor.shape, MemorySegment.ofArray(tensor.data)));
        writer.write(file(file));
    }

    /** Replaces a piece of text that is there once. */
    void replace(String file, String before, String after) throws IOException {
        var text = Files.readString(file(file));
        if (text.indexOf(before) < 0 || text.indexOf(before) != text.lastIndexOf(before)) {
            throw new AssertionError("not there exactly once: " + before);
        }
        Files.writeString(file(file), text.replace(before, after), StandardCharsets.UTF_8);
    }
}
