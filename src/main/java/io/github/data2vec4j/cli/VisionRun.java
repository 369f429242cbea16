package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.hub.VisionHub;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.track.Tracking;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.vision.Augmentation;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.JpegDecoder;
import io.github.data2vec4j.vision.MaskedPictures;
import io.github.data2vec4j.vision.PictureSource;
import io.github.data2vec4j.vision.StoredPictures;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionEncoder;
import io.github.data2vec4j.vision.VisionModality;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A configuration file for pretraining on pictures.
 *
 * @param modality what is pretrained
 * @param seed of everything random
 * @param model the network
 * @param masking which patches the student does not see
 * @param decoding what reads the files
 * @param augmentation how pictures are varied
 * @param batches how much a batch holds
 * @param reading how the corpus is read
 * @param method targets, loss and teacher
 * @param optimizer the numbers of AdamW
 * @param learningRate its course
 * @param collapse when a run is stopped
 * @param checkpoints when a run is saved
 * @param tracking what is written for TensorBoard
 * @param training how long and how fast
 */
record VisionRun(
        RunKind modality,
        long seed,
        VisionConfig model,
        BlockMasking masking,
        Decoding decoding,
        Augmentation augmentation,
        Batches batches,
        Reading reading,
        Method method,
        AdamW.Config optimizer,
        LearningRate learningRate,
        Collapse collapse,
        Checkpoints checkpoints,
        Tracking tracking,
        Pretrainer.Config training)
        implements PretrainRun {

    /**
     * What reads the files.
     *
     * @param jpeg imageio (the JDK), turbojpeg (a library of the system, twice as fast), or auto: turbojpeg where it is
     *     installed; a run keeps what it began with, since only turbojpeg decodes large pictures at a reduced size
     */
    record Decoding(JpegDecoder jpeg) {}

    /**
     * How much a batch holds.
     *
     * @param size pictures of a batch
     */
    record Batches(int size) {

        Batches {
            if (size < 1) {
                throw ConfigException.of("size", "must be at least 1, is " + size);
            }
        }
    }

    VisionRun {
        PretrainRun.check(model.layers(), method, learningRate, training);
        if (augmentation.size() != model.imageSize()) {
            throw ConfigException.of(
                    "augmentation.size",
                    "must be model.imageSize, " + model.imageSize() + ", is " + augmentation.size());
        }
        if (masking.maskedPatches() >= model.patches()) {
            throw ConfigException.of(
                    "masking.maskedPatches",
                    "must be below the " + model.patches() + " patches of a picture, is " + masking.maskedPatches());
        }
    }

    @Override
    public Encoder encoder(Parameters at) {
        return new VisionEncoder(at, model);
    }

    @Override
    public String batchKeys() {
        return "batches.size";
    }

    @Override
    public List<String> settledHere() {
        return List.of("decoding.jpeg=" + decoding.jpeg().settled().name().toLowerCase(Locale.ROOT));
    }

    private static StoredSamples find(DataPlaces places) throws IOException {
        var progress = new FindingProgress();
        try (progress) {
            return StoredPictures.open(places.data(), progress);
        } finally {
            progress.tell(places.out());
        }
    }

    @Override
    public Corpus corpus(DataPlaces places) throws IOException {
        places.refuseTokenizer();
        var pictures = find(places);
        ShuffleReach.of(pictures.shards(), reading.shuffleWindow()).ifPresent(places.out()::println);
        return new Corpus(
                new VisionModality(model, masking),
                new PictureSource(pictures, decoding.jpeg(), augmentation, batches.size(), reading),
                new MaskedPictures(model, augmentation.norm()),
                String.format(
                        Locale.ROOT,
                        "%,d pictures (JPEG through %s)",
                        pictures.size(),
                        decoding.jpeg().settled().title()),
                folder -> VisionHub.write(folder.resolve("config.json"), model),
                pictures::close);
    }
}
