package io.github.data2vec4j.verify;

import io.github.data2vec4j.hub.Pretrained.Shape;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        try (var store = new ParameterStore();
                var scope = Scope.open();
                var off = GradMode.off()) {
            var model = model(store, folder.resolve("config.json"));
            store.allocateFrozen(parameter -> Group.DECAYED);
            var modelFile = folder.resolve("model.safetensors");
            try (var weights = SafetensorsReader.open(modelFile)) {
                Weights.load(weights, modelFile, store, name -> name);
            }
            try (var recorded = Recording.open(folder.resolve("case.safetensors"))) {
                return compare(model.of(recorded), recorded);
            }
        }
    }

    private static ForwardOutputs model(ParameterStore store, Path configFile) throws IOException {
        return switch (Shape.read(configFile)) {
            case Shape.Audio audio -> new AudioForward(store, audio.config());
            case Shape.Text text -> new TextForward(store, text.config());
            case Shape.Vision vision -> new VisionForward(store, vision.config());
        };
    }

    private static List<Difference> compare(Map<String, Tensor> outputs, Recording recorded) throws IOException {
        var differences = new ArrayList<Difference>();
        for (var name : recorded.unread()) {
            var actual = outputs.get(name);
            if (actual == null) {
                throw recorded.wrong(name, "is not known; known are " + String.join(", ", outputs.keySet()));
            }
            differences.add(Difference.absolute(name, actual, recorded.tensor(name), LIMIT));
        }
        if (differences.isEmpty()) {
            throw recorded.wrong("last_hidden_state", "is missing, and there is no other output either");
        }
        return differences;
    }

    /** Adds what the blocks gave, as Hugging Face numbers it: 0 is what entered the first one. */
    static void putBlocks(String prefix, List<LayerOutput> blocks, Map<String, Tensor> outputs) {
        for (int i = 0; i < blocks.size(); i++) {
            outputs.put(prefix + "hidden_states." + (i + 1), blocks.get(i).block());
        }
    }
}
