package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    private static final long[] SCALAR = {};

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenCanBeRead() throws Exception {
        var path = folder.resolve("model.safetensors");
        try (var arena = Arena.ofConfined()) {
            var floats = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1f, 2f, 3f, 4f, 5f, 6f);
            new SafetensorsWriter()
                    .metadata("format", "pt")
                    .tensor("mask", SafetensorsType.BOOL, new long[] {3}, MemorySegment.ofArray(new byte[] {1, 0, 1}))
                    .tensor("weight", SafetensorsType.F32, new long[] {2, 3}, floats)
                    .tensor("step", SafetensorsType.I64, SCALAR, MemorySegment.ofArray(new long[] {Long.MIN_VALUE}))
                    .tensor("none", SafetensorsType.BF16, new long[] {0}, MemorySegment.NULL)
                    .write(path);
        }
        try (var reader = SafetensorsReader.open(path)) {
            assertThat(reader.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(reader.tensors().keySet()).containsExactly("mask", "weight", "step", "none");
            assertThat(reader.tensor("mask").data().toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(1, 0, 1);
            assertThat(reader.tensor("weight").data().toArray(ValueLayout.JAVA_FLOAT))
                    .containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(reader.tensor("weight").shape()).containsExactly(2, 3);
            assertThat(reader.tensor("step").data().get(ValueLayout.JAVA_LONG, 0))
                    .isEqualTo(Long.MIN_VALUE);
            assertThat(reader.tensor("none").data().byteSize()).isZero();
        }
    }

    // Worked out by hand: the wider tensor's data comes first, the header keeps the order and is filled up to a
    // multiple of 8.
    @Test
    void bytesOfASmallFile() throws Exception {
        var path = folder.resolve("small.safetensors");
        new SafetensorsWriter()
                .tensor("a", SafetensorsType.U8, new long[] {1}, MemorySegment.ofArray(new byte[] {7}))
                .tensor("b", SafetensorsType.I16, new long[] {1}, MemorySegment.ofArray(new short[] {0x0102}))
                .write(path);
        var file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        var json = """
                {"a":{"dtype":"U8","shape":[1],"data_offsets":[2,3]},"b":{"dtype":"I16","shape":[1],"data_offsets":[0,2]}}""";
        int length = (int) file.getLong();
        assertThat(length).isEqualTo(112);
        var header = new byte[length];
        file.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8)).isEqualTo(json + " ".repeat(length - json.length()));
        var data = new byte[file.remaining()];
        file.get(data);
        assertThat(data).containsExactly(2, 1, 7);
    }

    @Test
    void largeArraysAndLargeNativeMemoryAreWrittenWhole() throws Exception {
        var array = new int[3_000_001];
        Arrays.setAll(array, i -> i * 31);
        var path = folder.resolve("large.safetensors");
        try (var arena = Arena.ofConfined()) {
            var same = arena.allocateFrom(ValueLayout.JAVA_INT, array);
            new SafetensorsWriter()
                    .tensor("array", SafetensorsType.I32, new long[] {array.length}, MemorySegment.ofArray(array))
                    .tensor("native", SafetensorsType.I32, new long[] {array.length}, same)
                    .write(path);
            try (var reader = SafetensorsReader.open(path)) {
                assertThat(reader.tensor("array").data().mismatch(same)).isEqualTo(-1);
                assertThat(reader.tensor("native").data().mismatch(same)).isEqualTo(-1);
            }
        }
    }

    @Test
    void aFileThatWasThereIsReplacedAndNothingElseIsLeft() throws Exception {
        var path = Files.writeString(folder.resolve("model.safetensors"), "old");
        new SafetensorsWriter().write(path);
        try (var reader = SafetensorsReader.open(path)) {
            assertThat(reader.tensors()).isEmpty();
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void whenWritingFailsTheOldFileStaysAndNothingElseIsLeft() throws Exception {
        var path = Files.writeString(folder.resolve("model.safetensors"), "old");
        var writer = new SafetensorsWriter();
        try (var arena = Arena.ofConfined()) {
            writer.tensor("gone", SafetensorsType.U8, new long[] {4}, arena.allocate(4));
        }
        assertThatThrownBy(() -> writer.write(path)).isInstanceOf(IllegalStateException.class);
        assertThat(path).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThatThrownBy(() ->
                        new SafetensorsWriter().write(folder.resolve("none").resolve("x.safetensors")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void refusesNonsense() {
        var writer = new SafetensorsWriter();
        var data = MemorySegment.ofArray(new byte[4]);
        writer.tensor("a", SafetensorsType.U8, new long[] {4}, data);
        assertThatThrownBy(() -> writer.tensor("a", SafetensorsType.F32, SCALAR, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already a tensor called a");
        assertThatThrownBy(() -> writer.tensor("b", SafetensorsType.F32, new long[] {2}, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tensor b: F32[2] needs 8 bytes, but its data has 4");
        assertThatThrownBy(() -> writer.tensor("__metadata__", SafetensorsType.F32, SCALAR, data))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.tensor("c", SafetensorsType.F32, new long[] {-1}, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }
}
