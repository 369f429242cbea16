package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.Schedule;
import io.github.data2vec4j.vision.Augmentation;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.VisionConfig;

/**
 * A configuration file for pretraining on pictures.
 *
 * @param modality what is pretrained
 * @param seed of everything random
 * @param model the network
 * @param masking which patches the student does not see
 * @param augmentation how pictures are varied
 * @param method targets, loss and teacher
 * @param optimizer the numbers of AdamW
 * @param learningRate its course
 * @param training how long and how fast
 */
record VisionRun(
        Kind modality,
        long seed,
        VisionConfig model,
        BlockMasking masking,
        Augmentation augmentation,
        Method method,
        AdamW.Config optimizer,
        LearningRate learningRate,
        Pretrainer.Config training) {

    /** What can be pretrained. */
    enum Kind {
        VISION
    }

    /**
     * Warm-up and half a cosine.
     *
     * @param peak largest rate
     * @param minimum rate at the end
     * @param warmupSteps updates until the peak
     */
    record LearningRate(double peak, double minimum, long warmupSteps) {

        LearningRate {
            if (!(peak > 0)) {
                throw ConfigException.of("peak", "must be above 0, is " + peak);
            }
            if (warmupSteps < 0) {
                throw ConfigException.of("warmupSteps", "must not be negative, is " + warmupSteps);
            }
        }
    }

    VisionRun {
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
        if (method.targets().topLayers() > model.layers()) {
            throw ConfigException.of(
                    "method.targets.topLayers",
                    "must be at most model.layers, " + model.layers() + ", is "
                            + method.targets().topLayers());
        }
        if (learningRate.warmupSteps() >= training.steps()) {
            throw ConfigException.of(
                    "learningRate.warmupSteps",
                    "must be below training.steps, " + training.steps() + ", is " + learningRate.warmupSteps());
        }
    }

    Schedule schedule() {
        return Schedule.cosine(
                learningRate.peak(), learningRate.minimum(), learningRate.warmupSteps(), training.steps());
    }
}
