package io.github.data2vec4j.verify;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Encoder;
import io.github.data2vec4j.data2vec.Mask;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.PredictionHead;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.data2vec.Targets;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.VisionHub;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.nn.Parameters;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.vision.BlockMasking;
import io.github.data2vec4j.vision.VisionConfig;
import io.github.data2vec4j.vision.VisionModality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Repeats a recorded pretraining run step by step and compares with what PyTorch got. The folder holds
 * {@code config.json} (the model), {@code expected.json} (the method, and the numbers of each step),
 * {@code start.safetensors}, {@code batches.safetensors}, {@code end.safetensors} and {@code teacher_end.safetensors}.
 */
public final class TrainCheck {

    private static final double STEP_LIMIT = 1e-5;
    private static final double DEVIATION_LIMIT = 1e-4;
    private static final double WEIGHT_LIMIT = 5e-5;

    private final Path folder;
    private final Path expectedFile;
    private final VisionConfig vision;
    private final HubConfig config;
    private final List<HubConfig> steps;
    private final List<Difference> differences = new ArrayList<>();

    private TrainCheck(Path folder) throws IOException {
        this.folder = folder;
        vision = model(folder.resolve("config.json"));
        expectedFile = folder.resolve("expected.json");
        var expected = new HubConfig(expectedFile);
        config = expected.object("config");
        steps = expected.objects("steps");
        if (steps.isEmpty()) {
            throw expected.wrong("steps", "an array of at least one step");
        }
    }

    private static VisionConfig model(Path configFile) throws IOException {
        var type = VisionHub.modelType(configFile);
        if (!type.equals(VisionHub.MODEL_TYPE)) {
            throw new IOException(configFile + ": runs of models of type '" + type + "' cannot be verified yet, only "
                    + VisionHub.MODEL_TYPE);
        }
        return VisionHub.read(configFile);
    }

    /**
     * Compares every step, and the weights of student and teacher at the end.
     *
     * @throws IOException if a file is missing or broken, or asks for what data2vec4j cannot do
     */
    public static List<Difference> run(Path folder) throws IOException {
        return new TrainCheck(folder).run();
    }

    private List<Difference> run() throws IOException {
        var method = method();
        var numbers = optimizer();
        try (var model = Data2Vec.startingFrom(modality(), method, this::loadStart);
                var optimizer = new AdamW(model.parameters(), numbers);
                var batches = Recording.open(folder.resolve("batches.safetensors"))) {
            for (int i = 0; i < steps.size(); i++) {
                compare(step(model, optimizer, batches, i), steps.get(i));
            }
            compareWeights("end.safetensors", model.parameters(), name -> name, "student ");
            compareWeights(
                    "teacher_end.safetensors",
                    model.teacher().weights(),
                    name -> name.substring(Data2Vec.MODEL.length() + 1),
                    "teacher ");
            return differences;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private StepReport step(Data2Vec model, AdamW optimizer, Recording batches, int index) throws IOException {
        try (var scope = Scope.open()) {
            var batch = "batch" + index % 2 + ".";
            var pixels = batches.pixels(batch + "pixel_values", vision);
            var mask = batches.mask(batch + "mask", pixels.size(0), vision.patches(), vision.maskToken());
            return model.step(pixels, mask, index + 1L, config.number("lr"), optimizer);
        }
    }

    private void compare(StepReport actual, HubConfig expected) throws IOException {
        var step = "step " + actual.step() + " ";
        add(step + "loss", actual.loss(), expected.number("loss"), STEP_LIMIT);
        add(step + "grad_norm", actual.gradientNorm(), expected.number("grad_norm"), STEP_LIMIT);
        add(step + "target_std", actual.targetDeviation(), expected.number("target_std"), DEVIATION_LIMIT);
        add(step + "pred_std", actual.predictionDeviation(), expected.number("pred_std"), DEVIATION_LIMIT);
        add(step + "ema_decay", actual.emaDecay(), expected.number("ema_decay"), 1e-12);
        add(step + "masked", actual.masked(), expected.number("masked"), 0);
    }

    private void add(String name, double actual, double expected, double limit) {
        differences.add(Difference.relative(name, actual, expected, limit));
    }

    private void compareWeights(String file, ParameterStore store, UnaryOperator<String> names, String prefix)
            throws IOException {
        try (var end = Recording.open(folder.resolve(file));
                var scope = Scope.open()) {
            for (var parameter : store.parameters()) {
                var name = names.apply(parameter.name());
                differences.add(Difference.absolute(prefix + name, parameter.value(), end.tensor(name), WEIGHT_LIMIT));
            }
            for (var name : end.unread()) {
                throw end.wrong(name, "is no parameter of the model");
            }
        }
    }

    private void loadStart(ParameterStore parameters) {
        var file = folder.resolve("start.safetensors");
        try (var start = SafetensorsReader.open(file)) {
            Weights.load(start, file, parameters, name -> name);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Modality modality() throws IOException {
        config.require("shared", "nothing", "nothing");
        // The masks are recorded, so the masking is never asked.
        var modality = new VisionModality(vision, BlockMasking.data2vec(1));
        return new RecordedDecay(modality, config.truth("no_decay_on_1d", false));
    }

    private Method method() throws IOException {
        int topLayers = config.integer("top_k");
        if (topLayers > vision.layers()) {
            throw config.wrong("top_k", "at most " + vision.layers() + ", the number of layers");
        }
        try {
            return new Method(
                    new Targets(topLayers, layer(), norm("per_layer_norm"), norm("final_norm")),
                    new RegressionLoss(
                            config.number("loss_beta"),
                            config.has("loss_scale") ? config.number("loss_scale") : null,
                            reduction()),
                    new EmaDecay(
                            config.number("ema_start"), config.number("ema_end"), config.integer("ema_anneal_steps")),
                    config.number("clip_norm"));
        } catch (IllegalArgumentException e) {
            throw new IOException(expectedFile + ": " + e.getMessage(), e);
        }
    }

    private AdamW.Config optimizer() throws IOException {
        try {
            return new AdamW.Config(
                    config.element("betas", 0),
                    config.element("betas", 1),
                    config.number("eps"),
                    config.number("weight_decay"));
        } catch (IllegalArgumentException e) {
            throw new IOException(expectedFile + ": " + e.getMessage(), e);
        }
    }

    private Targets.Layer layer() throws IOException {
        return switch (config.text("target", "")) {
            case "block_output" -> Targets.Layer.BLOCK_OUTPUT;
            case "ffn_output" -> Targets.Layer.FEED_FORWARD_OUTPUT;
            default -> throw config.wrong("target", "block_output or ffn_output");
        };
    }

    private RegressionLoss.Over reduction() throws IOException {
        return switch (config.text("reduction", "")) {
            case "mean" -> RegressionLoss.Over.MEAN;
            case "sum_dim_mean_masked" -> RegressionLoss.Over.SUM_CHANNELS;
            default -> throw config.wrong("reduction", "mean or sum_dim_mean_masked");
        };
    }

    private Targets.Norm norm(String key) throws IOException {
        return switch (config.text(key, "none")) {
            case "none" -> Targets.Norm.NONE;
            case "layer" -> Targets.Norm.LAYER;
            case "instance" -> Targets.Norm.INSTANCE;
            default -> throw config.wrong(key, "none, layer or instance");
        };
    }

    /** A modality with the recorded run's rule of weight decay: all parameters, or all but those of one dimension. */
    private record RecordedDecay(Modality inner, boolean spareVectors) implements Modality {

        @Override
        public Encoder encoder(Parameters at) {
            return inner.encoder(at);
        }

        @Override
        public PredictionHead head(Parameters at) {
            return inner.head(at);
        }

        @Override
        public boolean decays(Parameter parameter) {
            return !spareVectors || parameter.dim() > 1;
        }

        @Override
        public Mask mask(Batch batch, Randomness randomness) {
            return inner.mask(batch, randomness);
        }
    }
}
