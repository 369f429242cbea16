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
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            var config = VisionHub.read(configFile);
            var encoder = new VisionEncoder(store.root(), config);
            store.allocateFrozen(parameter -> true);
            var modelFile = folder.resolve("model.safetensors");
            try (var weights = SafetensorsReader.open(modelFile)) {
                Weights.load(weights, modelFile, store, name -> name);
            }
            try (var recorded = Recording.open(folder.resolve("case.safetensors"))) {
                return compare(encoder, config, recorded);
            }
        }
    }

    private static List<Difference> compare(VisionEncoder encoder, VisionConfig config, Recording recorded)
            throws IOException {
        var pixels = recorded.pixels("pixel_values", config);
        var outputs = new TreeMap<>(outputs(encoder, pixels, null, "unmasked."));
        if (recorded.has("bool_masked_pos")) {
            var mask = recorded.mask("bool_masked_pos", config, pixels.size(0));
            outputs.putAll(outputs(encoder, pixels, mask, "masked."));
        }
        var differences = new ArrayList<Difference>();
        for (var name : recorded.unread()) {
            var actual = outputs.get(name);
            if (actual == null) {
                throw recorded.wrong(name, "is not known; known are " + String.join(", ", outputs.keySet()));
            }
            differences.add(Difference.absolute(name, actual, recorded.tensor(name), LIMIT));
        }
        if (differences.isEmpty()) {
            throw recorded.wrong("unmasked.last_hidden_state", "is missing, and there is no other output either");
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
        outputs.put(
                prefix + "last_hidden_state", encoder.finish(blocks.getLast().block()));
        return outputs;
    }
}
