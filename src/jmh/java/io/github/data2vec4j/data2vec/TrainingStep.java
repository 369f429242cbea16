package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data2vec.RegressionLoss.Over;
import io.github.data2vec4j.data2vec.Targets.Layer;
import io.github.data2vec4j.data2vec.Targets.Norm;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionConfig.RelativePositions;
import io.github.data2vec4j.vision.VisionModality;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One whole update on pictures, without loading them: teacher, student, backward, AdamW, moving average. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 8)
@Fork(1)
public class TrainingStep {

    /** The quickstart model, and the paper's base model with a batch that fits a small machine. */
    @Param({"quickstart", "base"})
    private String model;

    private Data2Vec data2vec;
    private AdamW optimizer;
    private Tensor pixels;
    private boolean[] masked;
    private int patches;
    private long step;

    @Setup(Level.Trial)
    public void build() {
        boolean base = model.equals("base");
        var config = base ? config(224, 16, 12, 768, 12) : config(64, 8, 6, 192, 6);
        int batch = base ? 4 : 64;
        var masking = BlockMasking.data2vec(config.patches() * 6 / 10);
        var method = new Method(
                new Targets(config.layers() / 2, Layer.BLOCK_OUTPUT, List.of(Norm.LAYER), List.of(Norm.LAYER)),
                new RegressionLoss(2, 1.0, Over.MEAN),
                new EmaDecay(0.999, 0.999, 0),
                3,
                new Spared(true, List.of("cls_token")));
        data2vec = Data2Vec.initialised(new VisionModality(config, masking), method, 1);
        optimizer =
                new AdamW(data2vec.parameters(), new AdamW.Config(0.9, 0.999, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.05));
        var random = new SplittableRandom(1);
        patches = config.patches();
        masked = new boolean[batch * patches];
        for (int i = 0; i < batch; i++) {
            var one = masking.draw(config.grid(), config.grid(), random).toArray();
            System.arraycopy(one, 0, masked, i * one.length, one.length);
        }
        try (var scope = io.github.data2vec4j.torch.Scope.open()) {
            pixels = Tensors.empty(DType.FLOAT32, batch, 3, config.imageSize(), config.imageSize())
                    .normal_(0, 1)
                    .keep();
        }
    }

    private static VisionConfig config(int image, int patch, int layers, int width, int heads) {
        return new VisionConfig(
                image,
                patch,
                3,
                layers,
                width,
                heads,
                4 * width,
                1e-6,
                1e-4,
                RelativePositions.SHARED,
                false,
                true,
                false,
                0,
                0,
                0);
    }

    @TearDown(Level.Trial)
    public void close() {
        pixels.close();
        optimizer.close();
        data2vec.close();
    }

    @Benchmark
    public StepReport update() {
        step++;
        var pictures = Input.of(pixels);
        try (var scope = io.github.data2vec4j.torch.Scope.open()) {
            var mask = Mask.of(masked, masked.length / patches, patches);
            return data2vec.step(step, new Views(pictures, pictures, mask), 1e-4, optimizer);
        }
    }
}
