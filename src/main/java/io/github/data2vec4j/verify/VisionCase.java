package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionModality;
import java.io.IOException;

/** A run of Data2VecVisionModel. */
record VisionCase(VisionConfig config) implements TrainCase {

    /** @throws IOException if the run shares modules between student and teacher */
    static VisionCase of(VisionConfig config, HubConfig run) throws IOException {
        run.require("shared", "nothing", "nothing");
        return new VisionCase(config);
    }

    @Override
    public Modality modality() {
        return new VisionModality(config, BlockMasking.data2vec(1));
    }

    @Override
    public int layers() {
        return config.layers();
    }

    @Override
    public String teacherPrefix() {
        return "model.";
    }

    @Override
    public Views views(Recording batches, String batch) throws IOException {
        var pictures = Input.of(batches.pixels(batch + "pixel_values", config));
        var mask = batches.mask(batch + "mask", pictures.samples().size(0), config.patches(), config.maskToken());
        return new Views(pictures, pictures, mask);
    }
}
