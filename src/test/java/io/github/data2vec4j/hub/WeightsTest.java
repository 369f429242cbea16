package io.github.data2vec4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {

    @TempDir
    private Path folder;

    private final ParameterStore store = new ParameterStore();
    private Path file = Path.of("");

    private static void fill(ParameterStore store) {
        store.root().at("model").parameter("matrix", Init.normal(1), 3, 5);
        store.root().at("model").parameter("vector", Init.normal(1), 7);
        store.root().at("head").parameter("matrix", Init.normal(1), 1, 2, 4);
        store.allocateTrainable(parameter -> parameter.dim() > 1 ? Group.DECAYED : Group.SPARED);
        store.initialise(1);
    }

    @BeforeEach
    void fill() {
        fill(store);
        file = folder.resolve("weights.safetensors");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void load(ParameterStore into, UnaryOperator<String> names) throws IOException {
        try (var reader = SafetensorsReader.open(file)) {
            Weights.load(reader, file, into, names);
        }
    }

    private static MemorySegment floats(float... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return MemorySegment.ofArray(bytes.array());
    }

    @Test
    void whatIsSavedIsLoaded() throws Exception {
        Weights.save(file, List.copyOf(store.parameters()), name -> name);
        try (var other = new ParameterStore()) {
            fill(other);
            other.values().zero_();
            load(other, name -> name);
            assertThat(other.values().toFloatArray()).isEqualTo(store.values().toFloatArray());
            assertThat(other.parameter("model.vector").value().toFloatArray()).doesNotContain(0);
            assertThat(other.parameter("model.vector").value().requiresGrad()).isTrue();
            assertThat(other.gradients().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void theFileHasNamesShapesAndFloats() throws Exception {
        Weights.save(file, List.copyOf(store.parameters()), name -> "x." + name);
        try (var reader = SafetensorsReader.open(file)) {
            assertThat(reader.tensors().keySet())
                    .containsExactlyInAnyOrder("x.model.matrix", "x.model.vector", "x.head.matrix");
            assertThat(reader.metadata()).containsEntry("format", "pt");
            var entry = reader.tensor("x.model.matrix");
            assertThat(entry.type()).isEqualTo(SafetensorsType.F32);
            assertThat(entry.shape()).containsExactly(3, 5);
            var stored = new float[15];
            entry.data()
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(stored);
            assertThat(stored).isEqualTo(store.parameter("model.matrix").value().toFloatArray());
        }
    }

    @Test
    void namesCanChangeOnTheWay() throws Exception {
        var model = store.parameters().stream()
                .filter(parameter -> parameter.name().startsWith("model."))
                .toList();
        Weights.save(file, model, name -> name.substring("model.".length()));
        try (var other = new ParameterStore()) {
            other.root().at("encoder").parameter("matrix", Init.zeros(), 3, 5);
            other.root().at("encoder").parameter("vector", Init.zeros(), 7);
            other.allocateFrozen(parameter -> Group.DECAYED);
            load(other, name -> name.substring("encoder.".length()));
            assertThat(other.parameter("encoder.matrix").value().toFloatArray())
                    .isEqualTo(store.parameter("model.matrix").value().toFloatArray());
        }
    }

    @Test
    void aMissingTensor() throws Exception {
        Weights.save(file, List.of(store.parameter("model.matrix"), store.parameter("model.vector")), name -> name);
        assertRefused(file + " has no tensor 'head.matrix'");
    }

    @Test
    void superfluousTensors() throws Exception {
        Weights.save(file, List.copyOf(store.parameters()), name -> name);
        try (var other = new ParameterStore()) {
            other.root().at("model").parameter("vector", Init.zeros(), 7);
            other.allocateFrozen(parameter -> Group.DECAYED);
            assertThatThrownBy(() -> load(other, name -> name))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " has tensors that the model lacks: model.matrix, head.matrix");
        }
    }

    @Test
    void aTensorOfAnotherShape() throws Exception {
        new SafetensorsWriter()
                .tensor("model.matrix", SafetensorsType.F32, new long[] {5, 3}, floats(new float[15]))
                .tensor("model.vector", SafetensorsType.F32, new long[] {7}, floats(new float[7]))
                .tensor("head.matrix", SafetensorsType.F32, new long[] {1, 2, 4}, floats(new float[8]))
                .write(file);
        assertRefused(file + ": tensor 'model.matrix' has shape [5, 3], the model needs [3, 5]");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> load(store, name -> name))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    // One and a half, in each type that has it.
    @ParameterizedTest
    @EnumSource(
            value = SafetensorsType.class,
            names = {"F32", "F64", "F16", "BF16"})
    void floatsOfEveryPrecisionAreRead(SafetensorsType type) throws Exception {
        var bytes = ByteBuffer.allocate(type.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case F32 -> bytes.putFloat(1.5f);
            case F64 -> bytes.putDouble(1.5);
            case F16 -> bytes.putShort((short) 0x3e00);
            default -> bytes.putShort((short) 0x3fc0);
        }
        new SafetensorsWriter()
                .tensor("one", type, new long[] {1}, MemorySegment.ofArray(bytes.array()))
                .write(file);
        try (var reader = SafetensorsReader.open(file);
                var scope = Scope.open()) {
            assertThat(Weights.tensor(reader, file, "one").item()).isEqualTo(1.5);
        }
        try (var other = new ParameterStore()) {
            other.root().parameter("one", Init.zeros(), 1);
            other.allocateFrozen(parameter -> Group.DECAYED);
            load(other, name -> name);
            assertThat(other.parameter("one").value().toFloatArray()).containsExactly(1.5f);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SafetensorsType.class,
            names = {"I64", "I32", "I16", "I8", "U8", "BOOL"})
    void wholeNumbersAreRead(SafetensorsType type) throws Exception {
        var bytes = new byte[2 * type.bits() / 8];
        bytes[type.bits() / 8] = 1;
        new SafetensorsWriter()
                .tensor("two", type, new long[] {2, 1}, MemorySegment.ofArray(bytes))
                .write(file);
        try (var reader = SafetensorsReader.open(file);
                var scope = Scope.open()) {
            var tensor = Weights.tensor(reader, file, "two");
            assertThat(tensor.toLongArray()).containsExactly(0, 1);
            assertThat(tensor.shape()).containsExactly(2, 1);
            assertThat(tensor.dtype()).isNotEqualTo(DType.FLOAT32);
        }
    }

    @Test
    void typesThatLibtorchLacksAreNamed() throws Exception {
        new SafetensorsWriter()
                .tensor("odd", SafetensorsType.F8_E4M3, new long[] {2}, MemorySegment.ofArray(new byte[2]))
                .write(file);
        try (var reader = SafetensorsReader.open(file);
                var scope = Scope.open()) {
            assertThatThrownBy(() -> Weights.tensor(reader, file, "odd"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + ": tensor 'odd' is of type F8_E4M3, which cannot be used; convert it to F32");
        }
    }

    @Test
    void aTensorIsACopy() throws Exception {
        new SafetensorsWriter()
                .tensor("a", SafetensorsType.F32, new long[] {2}, floats(1, 2))
                .write(file);
        try (var scope = Scope.open()) {
            var reader = SafetensorsReader.open(file);
            var tensor = Weights.tensor(reader, file, "a");
            reader.close();
            assertThat(tensor.mul_(2).toFloatArray()).containsExactly(2, 4);
        }
    }
}
