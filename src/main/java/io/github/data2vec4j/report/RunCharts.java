package io.github.data2vec4j.report;

import io.github.data2vec4j.report.Chart.Line;
import io.github.data2vec4j.report.Chart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The charts that a run is judged by. */
final class RunCharts {

    private final MetricsTable metrics;
    private final RunPlan plan;

    private RunCharts(RunSnapshot run) {
        metrics = run.metrics();
        plan = run.plan();
    }

    static List<Chart> of(RunSnapshot run) {
        return new RunCharts(run).all();
    }

    private List<Chart> all() {
        return List.of(
                new Chart(
                        "loss",
                        "Loss",
                        "How far predictions are from targets. Marks at the bottom are updates that were left out.",
                        Quantity.PLAIN,
                        Scale.WIDE,
                        List.of(smooth(Metric.LOSS)),
                        List.of(),
                        notLearnt()),
                new Chart(
                        "target-deviation",
                        "Target deviation",
                        "How much targets differ from position to position. Near zero, the representation has"
                                + " collapsed.",
                        Quantity.PLAIN,
                        Scale.FROM_ZERO,
                        List.of(smooth(Metric.TARGET_DEVIATION)),
                        floors(plan.targetFloor()),
                        List.of()),
                new Chart(
                        "prediction-deviation",
                        "Prediction deviation",
                        "How much predictions differ from position to position.",
                        Quantity.PLAIN,
                        Scale.FROM_ZERO,
                        List.of(smooth(Metric.PREDICTION_DEVIATION)),
                        floors(plan.predictionFloor()),
                        List.of()),
                plain(
                        "learning-rate",
                        "Learning rate",
                        "Its course over the run.",
                        Quantity.PLAIN,
                        Scale.FROM_ZERO,
                        Metric.LEARNING_RATE),
                plain(
                        "ema-decay",
                        "EMA decay",
                        "Share of the teacher that stays in each update.",
                        Quantity.DECAY,
                        Scale.LINEAR,
                        Metric.EMA_DECAY),
                new Chart(
                        "gradient-norm",
                        "Gradient norm",
                        "L2 norm of all gradients, before clipping.",
                        Quantity.PLAIN,
                        Scale.WIDE,
                        List.of(smooth(Metric.GRADIENT_NORM)),
                        List.of(),
                        List.of()),
                speed(),
                dataWait(),
                memory());
    }

    private Chart plain(String id, String title, String explanation, Quantity quantity, Scale scale, Metric metric) {
        var line = new Line("", metrics.values(metric), false);
        return new Chart(id, title, explanation, quantity, scale, List.of(line), List.of(), List.of());
    }

    private Chart speed() {
        return new Chart(
                "speed",
                "Speed",
                "Samples that were learnt from in each second.",
                Quantity.PER_SECOND,
                Scale.FROM_ZERO,
                List.of(smooth(row -> metrics.at(Metric.SAMPLES, row) / metrics.at(Metric.SECONDS, row))),
                List.of(),
                List.of());
    }

    private Chart dataWait() {
        return new Chart(
                "data-wait",
                "Data wait",
                "Share of each update's time that went by before its samples were there.",
                Quantity.PERCENT,
                Scale.FROM_ZERO,
                List.of(smooth(row -> metrics.at(Metric.DATA_WAIT_SECONDS, row) / metrics.at(Metric.SECONDS, row))),
                List.of(),
                List.of());
    }

    private Chart memory() {
        return new Chart(
                "memory",
                "Memory",
                "What the process holds, and of it tensors and the heap of Java.",
                Quantity.GIGABYTES,
                Scale.FROM_ZERO,
                List.of(
                        new Line("process", bytes(Metric.RESIDENT_BYTES), false),
                        new Line("tensors", bytes(Metric.TENSOR_BYTES), false),
                        // It goes up and down with every collection.
                        new Line("heap", bytes(Metric.JAVA_HEAP_BYTES), true)),
                List.of(),
                List.of());
    }

    private double[] bytes(Metric metric) {
        // -1 stands for what could not be told.
        return values(row -> metrics.at(metric, row) < 0 ? Double.NaN : metrics.at(metric, row));
    }

    private Line smooth(Metric metric) {
        return new Line("", metrics.values(metric), true);
    }

    private Line smooth(IntToDoubleFunction value) {
        return new Line("", values(value), true);
    }

    private double[] values(IntToDoubleFunction value) {
        var values = new double[metrics.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = value.applyAsDouble(row);
        }
        return values;
    }

    private static List<Double> floors(double floor) {
        return floor > 0 ? List.of(floor) : List.of();
    }

    private List<Integer> notLearnt() {
        var rows = new ArrayList<Integer>();
        for (int row = 0; row < metrics.size(); row++) {
            if (metrics.isSkipped(row) || !Double.isFinite(metrics.at(Metric.LOSS, row))) {
                rows.add(row);
            }
        }
        return rows;
    }
}
