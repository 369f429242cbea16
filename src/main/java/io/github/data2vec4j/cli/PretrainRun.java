package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.track.Tracking;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import java.io.IOException;
import java.util.List;

/** A configuration file for pretraining, of whatever modality. */
sealed interface PretrainRun permits VisionRun, SpeechRun, TextRun {

    RunKind modality();

    long seed();

    Reading reading();

    Method method();

    AdamW.Config optimizer();

    LearningRate learningRate();

    Collapse collapse();

    Checkpoints checkpoints();

    Tracking tracking();

    Pretrainer.Config training();

    /** Declares the encoder's parameters. */
    Encoder encoder(Parameters at);

    /** The keys that say how much is in memory at once, to be named where it does not fit. */
    String batchKeys();

    /** Number of elements of the encoder's parameters, without the prediction head's. */
    default long encoderParameters() {
        try (var store = new ParameterStore()) {
            encoder(store.root());
            return store.numel();
        }
    }

    /**
     * Finds the data.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    Corpus corpus(DataPlaces places) throws IOException;

    /**
     * What this machine makes of values that leave it a choice, as overrides. A run is recorded with these, so that one
     * that goes on elsewhere computes the same, or says why it cannot.
     */
    default List<String> settledHere() {
        return List.of();
    }

    /** Refuses values of different groups that do not go together. */
    static void check(int layers, Method method, LearningRate learningRate, Pretrainer.Config training) {
        if (method.targets().topLayers() > layers) {
            throw ConfigException.of(
                    "method.targets.topLayers",
                    "must be at most model.layers, " + layers + ", is "
                            + method.targets().topLayers());
        }
        long busy = learningRate.warmupSteps() + learningRate.holdSteps();
        if (busy >= training.steps()) {
            throw ConfigException.of(
                    "learningRate.warmupSteps",
                    "and 'learningRate.holdSteps' must be below training.steps, " + training.steps()
                            + ", together, are " + busy);
        }
    }
}
