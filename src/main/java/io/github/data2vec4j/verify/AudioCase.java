package io.github.data2vec4j.verify;

import io.github.data2vec4j.audio.AudioConfig;
import io.github.data2vec4j.audio.AudioModality;
import io.github.data2vec4j.audio.SpanMasking;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;

/** A run of Data2VecAudioModel. */
record AudioCase(AudioConfig config, boolean sharesPositions) implements TrainCase {

    private static final String FEATURES = "feature encoder, projection";
    private static final String POSITIONS_TOO = FEATURES + ", positional conv";

    /** @throws IOException if the run shares other modules than ours can */
    static AudioCase of(AudioConfig config, HubConfig run) throws IOException {
        return switch (run.text("shared", POSITIONS_TOO)) {
            case POSITIONS_TOO -> new AudioCase(config, true);
            case FEATURES -> new AudioCase(config, false);
            default -> throw run.wrong("shared", "'" + POSITIONS_TOO + "' or '" + FEATURES + "'");
        };
    }

    @Override
    public Modality modality() {
        return new AudioModality(config, SpanMasking.DATA2VEC, sharesPositions);
    }

    @Override
    public int layers() {
        return config.layers();
    }

    @Override
    public String teacherPrefix() {
        return "model.encoder.";
    }

    @Override
    public Views views(Recording batches, String batch) throws IOException {
        var waveforms = batches.tensor(batch + "input_values", -1, -1).to(DType.FLOAT32);
        long frames = config.frames(waveforms.size(1));
        if (frames < 1) {
            throw batches.wrong(batch + "input_values", "is too short for one frame");
        }
        var mask = batches.mask(batch + "mask", waveforms.size(0), frames, config.maskToken());
        return new Views(Input.of(waveforms), null, mask);
    }
}
