package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionEncoder;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs Data2VecVisionModel. */
final class VisionForward implements ForwardOutputs {

    private final VisionConfig config;
    private final VisionEncoder encoder;

    VisionForward(ParameterStore store, VisionConfig config) {
        this.config = config;
        this.encoder = new VisionEncoder(store.root(), config);
    }

    @Override
    public Map<String, Tensor> of(Recording recorded) throws IOException {
        var pixels = recorded.pixels("pixel_values", config);
        var outputs = new TreeMap<String, Tensor>();
        run(pixels, null, "unmasked.", outputs);
        if (recorded.has("bool_masked_pos")) {
            var mask = recorded.mask("bool_masked_pos", pixels.size(0), config.patches(), config.maskToken());
            run(pixels, mask, "masked.", outputs);
        }
        return outputs;
    }

    private void run(Tensor pixels, @Nullable Mask mask, String prefix, Map<String, Tensor> outputs) {
        var patches = encoder.embed(Input.of(pixels));
        outputs.put(prefix + "hidden_states.0", encoder.withTokens(patches, mask, Mode.EVALUATE));
        var blocks = encoder.encodeWithClassToken(patches, mask, Mode.EVALUATE);
        ForwardCheck.putBlocks(prefix, blocks, outputs);
        outputs.put(
                prefix + "last_hidden_state", encoder.finish(blocks.getLast().block()));
    }
}
