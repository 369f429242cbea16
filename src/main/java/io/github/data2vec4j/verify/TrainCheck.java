package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.hub.Pretrained.Shape;
import io.github.data2vec4j.hub.SafetensorsReader;
import io.github.data2vec4j.hub.Weights;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.train.AdamW;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Repeats a recorded pretraining run step by step and compares with what PyTorch got. The folder holds
 * {@code config.json} (the model), {@code expected.json} (the method, and the numbers of each step),
 * {@code start.safetensors}, {@code batches.safetensors}, {@code end.safetensors} and {@code teacher_end.safetensors}.
 */
public final class TrainCheck {

    /** How many runs with slightly moved weights show how far rounding carries. */
    private static final int MOVED_RUNS = 4;

    /** What is as many times its limit away is another run, whatever rounding does. */
    private static final double BEYOND_ROUNDING = 100;

    private final Path folder;
    private final TrainCase model;
    private final RecordedMethod numbers;
    private final List<HubConfig> steps;

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
     * <p>Adam divides a gradient by its own size. Where that is no larger than epsilon, a weight's last digit decides
     * how far the weight goes, and PyTorch's own numbers differ between processors by more than the limits. So where a
     * limit is exceeded, the run is repeated from weights with other last digits, and where these runs end apart, that
     * much more is allowed.
     *
     * @throws IOException if a file is missing or broken, or asks for what data2vec4j cannot do
     */
    public static List<Difference> run(Path folder) throws IOException {
        return new TrainCheck(folder).run();
    }

    private List<Difference> run() throws IOException {
        try (var scope = Scope.open()) {
            var outcome = train(this::loadStart);
            var differences = compare(outcome, List.of());
            double worst = differences.stream()
                    .mapToDouble(Difference::shareOfLimit)
                    .max()
                    .orElse(0);
            if (worst <= 1 || worst > BEYOND_ROUNDING) {
                return differences;
            }
            var moved = new ArrayList<TrainOutcome>();
            for (int i = 1; i <= MOVED_RUNS; i++) {
                long seed = i;
                moved.add(train(parameters -> {
                    loadStart(parameters);
                    changeLastDigits(parameters, new SplittableRandom(seed));
                }));
            }
            return compare(outcome, moved);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private TrainOutcome train(Data2Vec.ParameterStart start) throws IOException {
        try (var trained = Data2Vec.startingFrom(model.modality(), numbers.method(), start);
                var optimizer = new AdamW(trained.parameters(), numbers.optimizer());
                var batches = Recording.open(folder.resolve("batches.safetensors"))) {
            int count = batches.count("batch");
            var reports = new ArrayList<StepReport>();
            for (int i = 0; i < steps.size(); i++) {
                reports.add(step(trained, optimizer, batches, i, count));
            }
            return TrainOutcome.of(reports, trained);
        }
    }

    private StepReport step(Data2Vec trained, AdamW optimizer, Recording batches, int index, int count)
            throws IOException {
        try (var scope = Scope.open()) {
            var views = model.views(batches, "batch" + index % count + ".");
            return trained.step(index + 1L, views, numbers.learningRate(), optimizer);
        }
    }

    /**
     * Changes each weight by up to 8 units in its last place, in all about as much as the operators' rounding on its
     * way through the model.
     */
    private static void changeLastDigits(ParameterStore parameters, SplittableRandom random) {
        for (var parameter : parameters.parameters()) {
            var factors = new float[Math.toIntExact(parameter.numel())];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = 1 + random.nextInt(-8, 9) * Math.ulp(1f);
            }
            try (var scope = Scope.open()) {
                parameter.value().detach().mul_(Tensors.of(factors, parameter.shape()));
            }
        }
    }

    private List<Difference> compare(TrainOutcome outcome, List<TrainOutcome> moved) throws IOException {
        var comparison = new TrainComparison(outcome, moved);
        for (int i = 0; i < steps.size(); i++) {
            comparison.step(i, steps.get(i));
        }
        comparison.weights("student ", TrainOutcome::student, folder.resolve("end.safetensors"), "");
        comparison.weights(
                "teacher ", TrainOutcome::teacher, folder.resolve("teacher_end.safetensors"), model.teacherPrefix());
        return comparison.differences();
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
