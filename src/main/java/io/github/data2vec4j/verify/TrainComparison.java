package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.hub.HubConfig;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Compares a run with the recorded one, and allows more where rounding alone carries {@code moved} runs apart. */
final class TrainComparison {

    private static final double STEP_LIMIT = 1e-5;
    private static final double DEVIATION_LIMIT = 1e-4;
    private static final double WEIGHT_LIMIT = 5e-5;

    private final TrainOutcome run;
    private final List<TrainOutcome> moved;
    private final List<Difference> differences = new ArrayList<>();

    /** @param moved runs that began some roundings away; none to allow no more than the limits */
    TrainComparison(TrainOutcome run, List<TrainOutcome> moved) {
        this.run = run;
        this.moved = moved;
    }

    List<Difference> differences() {
        return differences;
    }

    /** Compares what an update did. */
    void step(int index, HubConfig expected) throws IOException {
        number(index, "loss", StepReport::loss, expected, STEP_LIMIT);
        number(index, "grad_norm", StepReport::gradientNorm, expected, STEP_LIMIT);
        number(index, "target_std", StepReport::targetDeviation, expected, DEVIATION_LIMIT);
        number(index, "pred_std", StepReport::predictionDeviation, expected, DEVIATION_LIMIT);
        number(index, "ema_decay", StepReport::emaDecay, expected, 1e-12);
        number(index, "masked", StepReport::masked, expected, 0);
    }

    private void number(int index, String key, ToDoubleFunction<StepReport> number, HubConfig expected, double limit)
            throws IOException {
        double actual = number.applyAsDouble(run.steps().get(index));
        double spread = moved.stream()
                .mapToDouble(
                        other -> Math.abs(number.applyAsDouble(other.steps().get(index)) - actual))
                .max()
                .orElse(0);
        var name = "step " + run.steps().get(index).step() + " " + key;
        differences.add(Difference.relative(name, actual, expected.number(key), limit, spread));
    }

    /**
     * Compares weights with those of a file, which must have no others.
     *
     * @param prefix how the names begin of those that are compared; the file's names lack it
     */
    void weights(String whose, Function<TrainOutcome, Map<String, Tensor>> weights, Path file, String prefix)
            throws IOException {
        try (var end = Recording.open(file);
                var scope = Scope.open()) {
            for (var weight : weights.apply(run).entrySet()) {
                if (weight.getKey().startsWith(prefix)) {
                    var name = weight.getKey().substring(prefix.length());
                    differences.add(Difference.absolute(
                            whose + name,
                            weight.getValue(),
                            end.tensor(name),
                            WEIGHT_LIMIT,
                            spread(weight.getKey(), weights)));
                }
            }
            for (var name : end.unread()) {
                throw end.wrong(name, "is no parameter of the model");
            }
        }
    }

    /** How far each element is at most from that of a moved run. */
    private Tensor spread(String name, Function<TrainOutcome, Map<String, Tensor>> weights) {
        var weight = Objects.requireNonNull(weights.apply(run).get(name));
        return moved.stream()
                .map(other -> Difference.distance(
                        weight, Objects.requireNonNull(weights.apply(other).get(name))))
                .reduce(Tensor::maximum)
                .orElseGet(() -> Tensors.zeros(DType.FLOAT64, weight.shape()));
    }
}
