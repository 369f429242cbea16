package io.github.data2vec4j.hub;

import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parameters and tensors from and to safetensors files. */
public final class Weights {

    private Weights() {}

    /**
     * Fills a store from a file that has exactly its parameters.
     *
     * @param names from a parameter's name to that in the file
     * @throws IOException if the file lacks a parameter, has one more, or one of another shape
     */
    public static void load(SafetensorsReader file, Path path, ParameterStore store, UnaryOperator<String> names)
            throws IOException {
        var unused = new LinkedHashSet<>(file.tensors().keySet());
        for (var parameter : store.parameters()) {
            var name = names.apply(parameter.name());
            if (!unused.remove(name)) {
                throw new IOException(path + " has no tensor '" + name + "'");
            }
            try (var scope = Scope.open();
                    var off = GradMode.off()) {
                var tensor = tensor(file, path, name);
                if (!Arrays.equals(tensor.shape(), parameter.shape())) {
                    throw new IOException(path + ": tensor '" + name + "' has shape "
                            + Arrays.toString(tensor.shape()) + ", the model needs "
                            + Arrays.toString(parameter.shape()));
                }
                parameter.value().detach().copy_(tensor);
            }
        }
        if (!unused.isEmpty()) {
            throw new IOException(path + " has tensors that the model lacks: " + String.join(", ", unused));
        }
    }

    /** Writes parameters as float32 under their names, changed by {@code names}. */
    public static void save(Path path, List<Parameter> parameters, UnaryOperator<String> names) throws IOException {
        var writer = new SafetensorsWriter();
        // What Hugging Face's loaders look for.
        writer.metadata("format", "pt");
        try (var scope = Scope.open()) {
            for (var parameter : parameters) {
                var plain = parameter.value().detach().contiguous();
                writer.tensor(names.apply(parameter.name()), SafetensorsType.F32, parameter.shape(), plain.segment());
            }
            writer.write(path);
        }
    }

    /**
     * A copy of a tensor of a file, in the current scope.
     *
     * @throws IOException if the file has no such tensor, or one of a type that libtorch lacks
     */
    public static Tensor tensor(SafetensorsReader file, Path path, String name) throws IOException {
        var entry = file.tensor(name);
        var dtype = dtype(entry.type());
        if (dtype == null) {
            throw new IOException(path + ": tensor '" + name + "' is of type " + entry.type()
                    + ", which cannot be used; convert it to F32");
        }
        return Tensors.copyOf(entry.data(), dtype, entry.shape());
    }

    private static @Nullable DType dtype(SafetensorsType type) {
        return switch (type) {
            case F32 -> DType.FLOAT32;
            case F64 -> DType.FLOAT64;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case I64 -> DType.INT64;
            case I32 -> DType.INT32;
            case I16 -> DType.INT16;
            case I8 -> DType.INT8;
            case U8 -> DType.UINT8;
            case BOOL -> DType.BOOL;
            default -> null;
        };
    }
}
