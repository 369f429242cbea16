package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.VisionHub;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.vision.VisionEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a Hugging Face model on recorded inputs and compares with what PyTorch made of them. The folder holds
 * {@code config.json}, {@code model.safetensors} and {@code case.safetensors}.
 */
public final class ForwardCheck {

    private static final double LIMIT = 2e-5;

    private ForwardCheck() {}

    /**
     * Compares every recorded output.
     *
     * @throws IOException if a file is missing or broken, or describes a model that data2vec4j cannot run
     */
    public static List<Difference> run(Path folder) throws IOException {
        var configFile = folder.resolve("config.json");
        var type = VisionHub.modelType(configFile);
        if (!type.equals(VisionHub.MODEL_TYPE)) {
            throw new IOException(configFile + ": models of type '" + type + "' cannot be verified yet, only "
                    + VisionHub.MODEL_TYPE);
        }
        try (var store = new ParameterStore();
                var scope = Scope.open();
                var off = GradMode.off()) {
            var encoder = new VisionEncoder(store.root(), VisionHub.read(configFile));
            store.allocateFrozen(parameter -> true);
            var modelFile = folder.resolve("model.safetensors");
            try (var weights = SafetensorsReader.open(modelFile)) {
                Weights.load(weights, modelFile, store, name -> name);
            }
            try (var recorded = SafetensorsReader.open(folder.resolve("case.safetensors"))) {
                return compare(encoder, recorded);
            }
        }
    }

    private static List<Difference> compare(VisionEncoder encoder, SafetensorsReader recorded) throws IOException {
        var inputs = List.of("pixel_values", "bool_masked_pos");
        var pixels = Weights.tensor(recorded.tensor("pixel_values"));
        var outputs = new HashMap<String, Tensor>();
        outputs.putAll(outputs(encoder, pixels, null, "unmasked."));
        if (recorded.tensors().containsKey("bool_masked_pos")) {
            var mask = mask(Weights.tensor(recorded.tensor("bool_masked_pos")));
            outputs.putAll(outputs(encoder, pixels, mask, "masked."));
        }
        var differences = new ArrayList<Difference>();
        for (var name : recorded.tensors().keySet()) {
            if (inputs.contains(name)) {
                continue;
            }
            var actual = outputs.get(name);
            if (actual == null) {
                throw new IOException("case.safetensors has a tensor '" + name + "' that is not known; known are "
                        + String.join(", ", outputs.keySet().stream().sorted().toList()));
            }
            differences.add(Difference.absolute(name, actual, Weights.tensor(recorded.tensor(name)), LIMIT));
        }
        return differences;
    }

    private static Map<String, Tensor> outputs(
            VisionEncoder encoder, Tensor pixels, @Nullable Mask mask, String prefix) {
        var outputs = new HashMap<String, Tensor>();
        var patches = encoder.embed(pixels);
        outputs.put(prefix + "hidden_states.0", encoder.withTokens(patches, mask, Mode.EVALUATE));
        var blocks = encoder.encodeWithClassToken(patches, mask, Mode.EVALUATE);
        for (int i = 0; i < blocks.size(); i++) {
            outputs.put(prefix + "hidden_states." + (i + 1), blocks.get(i).block());
        }
        outputs.put(prefix + "last_hidden_state", encoder.finish(blocks.getLast().block()));
        return outputs;
    }

    static Mask mask(Tensor recorded) {
        var numbers = recorded.toLongArray();
        var masked = new boolean[numbers.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = numbers[i] != 0;
        }
        return Mask.of(masked, (int) recorded.size(0), (int) recorded.size(1));
    }
}
