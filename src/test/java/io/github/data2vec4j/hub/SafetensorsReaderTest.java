package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {

    private static final String TWO = """
            {"b":{"dtype":"F32","shape":[2],"data_offsets":[2,10]},"a":{"dtype":"BOOL","shape":[2,1],"data_offsets":[0,2]}}""";

    @TempDir
    Path folder;

    @Test
    void readsTensorsInTheOrderOfTheHeader() throws Exception {
        var data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 1).put((byte) 0).putFloat(1.5f).putFloat(-2);
        try (var reader = SafetensorsReader.open(file(TWO, data.array()))) {
            assertThat(reader.tensors().keySet()).containsExactly("b", "a");
            var b = reader.tensor("b");
            assertThat(b.type()).isEqualTo(SafetensorsType.F32);
            assertThat(b.shape()).containsExactly(2);
            assertThat(b.data().byteSize()).isEqualTo(8);
            assertThat(b.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(1.5f);
            assertThat(b.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4)).isEqualTo(-2f);
            assertThat(reader.tensor("a").data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0);
            assertThat(reader.tensor("a").shape()).containsExactly(2, 1);
            assertThat(reader.metadata()).isEmpty();
        }
    }

    @Test
    void readsMetadataScalarsEmptyAndPackedTensors() throws Exception {
        var header = """
                {"__metadata__":{"format":"pt","ü":"ö"},"none":{"dtype":"F64","shape":[0,3],"data_offsets":[0,0]},
                "one":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"f4":{"dtype":"F4","shape":[3,2],"data_offsets":[8,11]}}\s\s\s""";
        try (var reader = SafetensorsReader.open(file(header, new byte[11]))) {
            assertThat(reader.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("ü", "ö")
                    .hasSize(2);
            assertThat(reader.tensor("none").data().byteSize()).isZero();
            assertThat(reader.tensor("one").shape()).isEmpty();
            assertThat(reader.tensor("f4").data().byteSize()).isEqualTo(3);
        }
    }

    @Test
    void readsAFileWithoutTensors() throws Exception {
        try (var reader = SafetensorsReader.open(file("{}", new byte[0]))) {
            assertThat(reader.tensors()).isEmpty();
        }
    }

    @Test
    void nothingCanBeReadOrChangedAfterwards() throws Exception {
        var reader = SafetensorsReader.open(file(TWO, new byte[10]));
        var data = reader.tensor("b").data();
        assertThat(data.isReadOnly()).isTrue();
        assertThatThrownBy(() -> reader.tensors().clear()).isInstanceOf(UnsupportedOperationException.class);
        reader.close();
        reader.close();
        assertThatThrownBy(() -> data.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMissingTensorIsNamed() throws Exception {
        var path = file(TWO, new byte[10]);
        try (var reader = SafetensorsReader.open(path)) {
            assertThatThrownBy(() -> reader.tensor("c"))
                    .isInstanceOf(BadSafetensorsException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("no tensor c");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SafetensorsReader.open(folder.resolve("none.safetensors")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.safetensors");
    }

    @Test
    void fileTooShortForALength() throws Exception {
        assertBad(Files.write(folder.resolve("x"), new byte[0]), "too few");
        assertBad(Files.write(folder.resolve("x"), new byte[7]), "too few");
    }

    @Test
    void headerTooLong() throws Exception {
        assertBad(withLength(100_000_001, "{}"), "100000001 bytes long, more than the 100000000 allowed");
        assertBad(withLength(-1, "{}"), "18446744073709551615");
    }

    @Test
    void headerLongerThanTheFile() throws Exception {
        assertBad(withLength(3, "{}"), "cut off");
    }

    @Test
    void headerIsNotUtf8() throws Exception {
        var header = "{\"a?\":1}".getBytes(StandardCharsets.UTF_8);
        header[3] = (byte) 0xff;
        assertBad(file(header, new byte[0]), "not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                                                   | begin with '{'
                    ` {}`                                                                | begin with '{'
                    ``                                                                   | begin with '{'
                    {"a":                                                                | not valid JSON
                    {} {}                                                                | not valid JSON
                    {"a":1}                                                              | a: its description is not an object
                    {"__metadata__":[]}                                                  | __metadata__ is not an object
                    {"__metadata__":{"k":1}}                                             | not a string, k: 1
                    {"a":{"shape":[4],"data_offsets":[0,4]}}                             | a: dtype is missing
                    {"a":{"dtype":"F33","shape":[4],"data_offsets":[0,4]}}               | a: dtype "F33" is unknown
                    {"a":{"dtype":"U8","data_offsets":[0,4]}}                            | a: shape is missing
                    {"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}               | a: shape has an entry
                    {"a":{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}}              | a: shape has an entry
                    {"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,4]}} | a: shape has an entry
                    {"a":{"dtype":"U8","shape":[4]}}                                     | a: data_offsets is missing
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[0]}}                  | a: data_offsets are not [begin, end]
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}                | a: data_offsets are not [begin, end]
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,4]}}                | a: U8[3] needs 3 bytes
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}               | a: F32[2] needs 8 bytes
                    {"a":{"dtype":"F4","shape":[7],"data_offsets":[0,4]}}                | a: F4[7] has no size in whole bytes
                    {"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,4]}} | a: U8[4294967296, 4294967296] has no
                    {"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}                | a: the file is cut off
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}                | end at byte 3
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}                | a: data_offsets begin at 1
                    {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | (gap)
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | (overlap)
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}} | uplicate
                    {"a":{"dtype":"U8","dtype":"I8","shape":[4],"data_offsets":[0,4]}}   | uplicate
                    """)
    void headersThatBreakTheFormat(String header, String reason) throws Exception {
        assertBad(file(header, new byte[4]), reason);
    }

    // A tiny model that Hugging Face transformers wrote; it lies beside the repository where it is available.
    @Test
    void readsWhatTheReferenceImplementationWrote() throws Exception {
        var model = Path.of("../shared/parity/forward/vision-shared-bias/model.safetensors");
        assumeTrue(Files.exists(model), "no " + model);
        try (var reader = SafetensorsReader.open(model)) {
            assertThat(reader.metadata()).containsEntry("format", "pt");
            assertThat(reader.tensors()).isNotEmpty();
            assertThat(reader.tensor("embeddings.cls_token").type()).isEqualTo(SafetensorsType.F32);
        }
    }

    private static void assertBad(Path path, String reason) {
        assertThatThrownBy(() -> SafetensorsReader.open(path))
                .isInstanceOf(BadSafetensorsException.class)
                .hasMessageStartingWith("safetensors file " + path + ": ")
                .hasMessageContaining(reason);
    }

    private Path withLength(long length, String header) throws IOException {
        var file = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(length).put(header.getBytes(StandardCharsets.UTF_8));
        return Files.write(folder.resolve("x.safetensors"), file.array());
    }

    private Path file(String header, byte[] data) throws IOException {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private Path file(byte[] header, byte[] data) throws IOException {
        var file = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header).put(data);
        return Files.write(folder.resolve("x.safetensors"), file.array());
    }
}
