package io.github.data2vec4j.train;

import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Input;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.RegressionLoss.Over;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.data2vec.Targets;
import io.github.data2vec4j.data2vec.Targets.Layer;
import io.github.data2vec4j.data2vec.Targets.Norm;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.vision.Augmentation;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.PictureSource;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionModality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What checkpoints of the base model on pictures cost: the copy that training waits for, and what the steps beside
 * which one is written lose. A program of its own, since the parts overlap: {@code make checkpointcost
 * DIR=where/to/write}.
 */
public final class CheckpointCost {

    private static final int BATCH = 4;
    private static final int STEPS = 5;

    private CheckpointCost() {}

    /**
     * Times them and prints what they cost.
     *
     * @param arguments the folder to write to, on the disk that is of interest
     */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "checkpoint-cost");
        var config = new VisionConfig(
                224,
                16,
                3,
                12,
                768,
                12,
                3072,
                1e-6,
                1e-4,
                VisionConfig.RelativePositions.SHARED,
                false,
                true,
                false,
                0,
                0,
                0);
        var masking = BlockMasking.data2vec(config.patches() * 6 / 10);
        var method = new Method(
                new Targets(6, Layer.BLOCK_OUTPUT, List.of(Norm.LAYER), List.of(Norm.LAYER)),
                new RegressionLoss(2, 1.0, Over.MEAN),
                new EmaDecay(0.999, 0.999, 0),
                3,
                new Spared(true, List.of("cls_token")));
        try (var scope = Scope.open();
                var model = Data2Vec.initialised(new VisionModality(config, masking), method, 1);
                var adam = new AdamW(
                        model.parameters(), new AdamW.Config(0.9, 0.999, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.05));
                var writer = new CheckpointWriter(
                        new CheckpointFolder(folder, new Checkpoints(1, 1, 0)),
                        "",
                        RunBuffers.of(
                                model,
                                adam,
                                new PictureSource(new FileSamples(List.of()), Augmentation.data2vec(224), BATCH)))) {
            var pixels = Tensors.empty(DType.FLOAT32, BATCH, 3, 224, 224).normal_(0, 1);
            var mask = mask(config, masking);
            var steps = new Steps(model, adam, new Views(Input.of(pixels), Input.of(pixels), mask));
            steps.time(2);
            measure(steps, writer);
        } finally {
            delete(folder);
        }
    }

    private static void measure(Steps steps, CheckpointWriter writer) throws InterruptedException {
        for (int round = 1; round <= 3; round++) {
            double alone = steps.time(STEPS) / STEPS;
            long begun = System.nanoTime();
            writer.save(new RunProgress(round, 0, 0, List.of()));
            double copied = (System.nanoTime() - begun) / 1e9;
            double beside = 0;
            int made = 0;
            while (writer.poll() == null) {
                beside += steps.time(1);
                made++;
            }
            System.out.printf(
                    Locale.ROOT,
                    "step %.3f s alone; copy %.3f s; written in %.1f s beside %d steps, which took %.3f s longer;"
                            + " a checkpoint costs %.3f s%n",
                    alone,
                    copied,
                    (System.nanoTime() - begun) / 1e9,
                    made,
                    beside - made * alone,
                    copied + beside - made * alone);
        }
    }

    /** Updates of a model on the same pictures. */
    private static final class Steps {
        private final Data2Vec model;
        private final AdamW adam;
        private final Views views;
        private long step;

        Steps(Data2Vec model, AdamW adam, Views views) {
            this.model = model;
            this.adam = adam;
            this.views = views;
        }

        double time(int count) {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                step++;
                model.step(step, views, 1e-4, adam);
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static Mask mask(VisionConfig config, BlockMasking masking) {
        var random = new SplittableRandom(1);
        var masked = new boolean[BATCH * config.patches()];
        for (int i = 0; i < BATCH; i++) {
            var one = masking.draw(config.grid(), config.grid(), random).toArray();
            System.arraycopy(one, 0, masked, i * one.length, one.length);
        }
        return Mask.of(masked, BATCH, config.patches());
    }

    private static void delete(Path root) throws IOException {
        try (var entries = Files.walk(root)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
