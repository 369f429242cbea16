package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.hub.Pretrained.Shape;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.train.AdamW;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    private final TrainCase model;
    private final RecordedMethod numbers;
    private final List<HubConfig> steps;
    private final List<Difference> differences = new ArrayList<>();

    private TrainCheck(Path folder) throws IOException {
        this.folder = folder;
        var expectedFile = folder.resolve("expected.json");
        var expected = new HubConfig(expectedFile);
        var run = expected.object("config");
        model = model(folder.resolve("config.json"), run);
        numbers = RecordedMethod.of(run, expectedFile, model.layers());
        steps = expected.objects("steps");
        if (steps.isEmpty()) {
            throw expected.wrong("steps", "an array of at least one step");
        }
    }

    private static TrainCase model(Path configFile, HubConfig run) throws IOException {
        return switch (Shape.read(configFile)) {
            case Shape.Audio audio -> AudioCase.of(audio.config(), run);
            case Shape.Text text -> TextCase.of(text.config(), run);
            case Shape.Vision vision -> VisionCase.of(vision.config(), run);
        };
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
        try (var trained = Data2Vec.startingFrom(model.modality(), numbers.method(), this::loadStart);
                var optimizer = new AdamW(trained.parameters(), numbers.optimizer());
                var batches = Recording.open(folder.resolve("batches.safetensors"))) {
            int count = batches.count("batch");
            for (int i = 0; i < steps.size(); i++) {
                compare(step(trained, optimizer, batches, i, count), steps.get(i));
            }
            compareWeights("end.safetensors", trained.parameters(), "", "student ");
            compareWeights("teacher_end.safetensors", trained.teacher().weights(), model.teacherPrefix(), "teacher ");
            return differences;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private StepReport step(Data2Vec trained, AdamW optimizer, Recording batches, int index, int count)
            throws IOException {
        try (var scope = Scope.open()) {
            var views = model.views(batches, "batch" + index % count + ".");
            return trained.step(index + 1L, views, numbers.learningRate(), optimizer);
        }
    }

    private void compare(StepReport actual, HubConfig expected) throws IOException {
        var step = "step " + actual.step() + " ";
        add(step + "loss", actual.loss(), expected.number("loss"), STEP_LIMIT);
        add(step + "grad_norm", actual.gradientNorm(), expected.number("grad_norm"), STEP_LIMIT);
        add(step + "target_std", actual.targetDeviation(), expected.number("target_std"), DEVIATION_LIMIT);
        add(step + "pred_std", actual.predictionDeviation(), expected.number("pred_std"), DEVIATION_LIMIT);
        add(step + "ema_decay", actual.emaDecay(), expected.number("ema_decay"), 1e-12);
        add(step + "masked", (double) actual.masked(), expected.number("masked"), 0);
    }

    private void add(String name, double actual, double expected, double limit) {
        differences.add(Difference.relative(name, actual, expected, limit));
    }

    private void compareWeights(String file, ParameterStore store, String prefix, String whose) throws IOException {
        try (var end = Recording.open(folder.resolve(file));
                var scope = Scope.open()) {
            for (var parameter : store.parameters()) {
                if (parameter.name().startsWith(prefix)) {
                    var name = parameter.name().substring(prefix.length());
                    differences.add(
                            Difference.absolute(whose + name, parameter.value(), end.tensor(name), WEIGHT_LIMIT));
                }
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
}
