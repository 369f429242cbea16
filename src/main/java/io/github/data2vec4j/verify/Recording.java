package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.text.TextConfig;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.vision.VisionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** A file of recorded tensors. Every complaint about one names the file and the tensor. */
final class Recording implements AutoCloseable {

    private final Path file;
    private final SafetensorsReader reader;
    private final Set<String> unread;

    private Recording(Path file, SafetensorsReader reader) {
        this.file = file;
        this.reader = reader;
        this.unread = new LinkedHashSet<>(reader.tensors().keySet());
    }

    /** Opens a file. @throws IOException if it is missing or broken */
    static Recording open(Path file) throws IOException {
        return new Recording(file, SafetensorsReader.open(file));
    }

    boolean has(String name) {
        return reader.tensors().containsKey(name);
    }

    /** Names that were not asked for yet, in the order of the file. */
    Set<String> unread() {
        return new LinkedHashSet<>(unread);
    }

    /** A copy of a tensor, in the current scope. */
    Tensor tensor(String name) throws IOException {
        var tensor = Weights.tensor(reader, file, name);
        unread.remove(name);
        return tensor;
    }

    /** Pictures for a model, float32 [batch, channel, height, width]. */
    Tensor pixels(String name, VisionConfig config) throws IOException {
        var pixels = tensor(name);
        requireShape(name, pixels, -1, config.channels(), config.imageSize(), config.imageSize());
        return pixels.to(DType.FLOAT32);
    }

    /** Texts for a model, int64 [batch, time]. */
    Tensor tokens(String name, TextConfig config) throws IOException {
        var tokens = tensor(name, -1, -1).to(DType.INT64);
        if (tokens.size(1) > config.longestText()) {
            throw wrong(name, "is longer than the model's " + config.longestText() + " positions");
        }
        if (tokens.amin().itemAsLong() < 0 || tokens.amax().itemAsLong() >= config.vocabulary()) {
            throw wrong(name, "has a token outside of the vocabulary of " + config.vocabulary());
        }
        return tokens;
    }

    /** How many groups of tensors there are, named by numbers from 0 behind {@code prefix}. */
    int count(String prefix) throws IOException {
        int count = 0;
        while (hasGroup(prefix + count + ".")) {
            count++;
        }
        if (count == 0) {
            throw new IOException(file + " has no tensor whose name begins with " + prefix + "0.");
        }
        return count;
    }

    private boolean hasGroup(String prefix) {
        return reader.tensors().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Which positions are masked, bool [batch, time]. */
    Mask mask(String name, long batch, long time) throws IOException {
        var recorded = tensor(name);
        requireShape(name, recorded, batch, time);
        var numbers = recorded.toLongArray();
        var masked = new boolean[numbers.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = numbers[i] != 0;
        }
        try {
            return Mask.of(masked, (int) batch, (int) time);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": tensor '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Like {@link #mask(String, long, long)}, for a model that must be able to mask. */
    Mask mask(String name, long batch, long time, boolean maskToken) throws IOException {
        if (!maskToken) {
            throw wrong(name, "needs a model with a mask token, and config.json says that this one has none");
        }
        return mask(name, batch, time);
    }

    /** A tensor of a shape, in which -1 stands for any size. */
    Tensor tensor(String name, long... shape) throws IOException {
        var tensor = tensor(name);
        requireShape(name, tensor, shape);
        return tensor;
    }

    private void requireShape(String name, Tensor tensor, long... wanted) throws IOException {
        var found = tensor.shape();
        boolean same = found.length == wanted.length;
        for (int i = 0; same && i < wanted.length; i++) {
            same = wanted[i] == -1 || found[i] == wanted[i];
        }
        if (!same) {
            throw wrong(
                    name,
                    "has shape " + Arrays.toString(found) + ", the model needs "
                            + Arrays.toString(wanted).replace("-1", "any"));
        }
    }

    IOException wrong(String name, String complaint) {
        return new IOException(file + ": tensor '" + name + "' " + complaint);
    }

    @Override
    public void close() {
        reader.close();
    }
}
