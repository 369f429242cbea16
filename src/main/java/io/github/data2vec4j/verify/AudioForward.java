package io.github.data2vec4j.verify;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.audio.AudioEncoder;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Sequence;
import io.github.data2vec4j.nn.Mode;
import io.github.data2vec4j.nn.Padding;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs Data2VecAudioModel. */
final class AudioForward implements ForwardOutputs {

    private final AudioConfig config;
    private final AudioEncoder encoder;

    AudioForward(ParameterStore store, AudioConfig config) {
        this.config = config;
        this.encoder = new AudioEncoder(store.root(), config);
    }

    @Override
    public Map<String, Tensor> of(Recording recorded) throws IOException {
        var waveform = recorded.tensor("input_values", -1, -1).to(DType.FLOAT32);
        long batch = waveform.size(0);
        long time = config.frames(waveform.size(1));
        if (time < 1) {
            throw recorded.wrong("input_values", "is too short for one frame");
        }
        var padding = padding(recorded, batch, waveform.size(1), time);
        var features = encoder.features(waveform);
        var sequence = new Sequence(encoder.project(features), padding);
        var outputs = new TreeMap<String, Tensor>();
        outputs.put("unmasked.extract_features", features);
        run(sequence, null, "unmasked.", outputs);
        if (recorded.has("mask_time_indices")) {
            outputs.put("masked.extract_features", features);
            run(sequence, recorded.mask("mask_time_indices", batch, time, config.maskToken()), "masked.", outputs);
        }
        return outputs;
    }

    private @Nullable Padding padding(Recording recorded, long batch, long samples, long time) throws IOException {
        if (!recorded.has("attention_mask")) {
            return null;
        }
        var lengths = recorded.tensor("attention_mask", batch, samples)
                .to(DType.INT64)
                .sum(1)
                .toLongArray();
        return encoder.padding(lengths, time);
    }

    private void run(Sequence sequence, @Nullable Mask mask, String prefix, Map<String, Tensor> outputs) {
        var first = encoder.positioned(sequence, mask, Mode.EVALUATE);
        outputs.put(prefix + "hidden_states.0", first);
        var blocks = encoder.blocks(first, sequence.padding(), Mode.EVALUATE);
        ForwardCheck.putBlocks(prefix, blocks, outputs);
        outputs.put(prefix + "last_hidden_state", blocks.getLast().block());
    }
}
