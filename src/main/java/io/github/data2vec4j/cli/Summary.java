package io.github.data2vec4j.cli;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.TimedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a run came to.
 *
 * @param steps updates that were made
 * @param skipped updates that were not, since loss or gradients were not finite
 * @param firstLoss mean of the first tenth of the steps
 * @param lastLoss mean of the last tenth
 * @param targetDeviation mean of the last tenth
 * @param predictionDeviation mean of the last tenth
 * @param samplesPerSecond over the whole run
 * @param waitShare share of the time spent waiting for data
 * @param limits below which it counts as collapsed
 * @param hasCollapsed whether it was stopped for that
 */
record Summary(
        int steps,
        int skipped,
        double firstLoss,
        double lastLoss,
        double targetDeviation,
        double predictionDeviation,
        double samplesPerSecond,
        double waitShare,
        Collapse limits,
        boolean hasCollapsed) {

    static Summary of(History history, Collapse limits) {
        var steps = history.made();
        int tenth = Math.min(steps.size(), Math.max(1, steps.size() / 10));
        var first = steps.subList(0, tenth);
        var last = steps.subList(steps.size() - tenth, steps.size());
        double seconds = steps.stream().mapToLong(TimedStep::totalNanos).sum() / 1e9;
        double waited = steps.stream().mapToLong(TimedStep::waitNanos).sum() / 1e9;
        return new Summary(
                steps.size(),
                history.steps().size() - steps.size(),
                mean(first, StepReport::loss),
                mean(last, StepReport::loss),
                mean(last, StepReport::targetDeviation),
                mean(last, StepReport::predictionDeviation),
                steps.stream().mapToInt(TimedStep::samples).sum() / seconds,
                waited / seconds,
                limits,
                false);
    }

    private static double mean(List<TimedStep> steps, ToDoubleFunction<StepReport> value) {
        return steps.stream()
                .mapToDouble(step -> value.applyAsDouble(step.report()))
                .average()
                .orElse(Double.NaN);
    }

    /** The same of a run that was stopped because its representation collapsed. */
    Summary asCollapsed() {
        return new Summary(
                steps,
                skipped,
                firstLoss,
                lastLoss,
                targetDeviation,
                predictionDeviation,
                samplesPerSecond,
                waitShare,
                limits,
                true);
    }

    boolean hasFallen() {
        return lastLoss < firstLoss;
    }

    private boolean isJudged() {
        return steps > limits.afterSteps();
    }

    boolean isHealthy() {
        return (Double.isFinite(lastLoss) || steps + skipped == 0) && !hasCollapsed;
    }

    String text() {
        var deviations = String.format(
                Locale.ROOT,
                "targets deviated by %.3f (floor %.2f) in the last tenth, predictions by %.3f (floor %.2f).",
                targetDeviation,
                limits.targetFloor(),
                predictionDeviation,
                limits.predictionFloor());
        var speed = String.format(
                Locale.ROOT,
                "%.0f samples/s; %.1f %% of the time was spent waiting for data.",
                samplesPerSecond,
                100 * waitShare);
        var lines = new ArrayList<>(List.of(loss(), verdict() + deviations, speed));
        if (skipped > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d steps were skipped, since their loss or gradients were not finite.",
                    skipped,
                    steps + skipped));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String loss() {
        if (steps == 0) {
            return "No step is on record.";
        }
        if (steps == 1) {
            return String.format(Locale.ROOT, "The loss of the only step is %.4f.", lastLoss);
        }
        return String.format(
                Locale.ROOT,
                "The loss %s from %.4f (first tenth of %d steps) to %.4f (last tenth), %+.0f %%.",
                hasFallen() ? "fell" : "did not fall: it went",
                firstLoss,
                steps,
                lastLoss,
                100 * (lastLoss - firstLoss) / firstLoss);
    }

    private String verdict() {
        if (!isJudged()) {
            return "Too few steps to tell whether it collapses: ";
        }
        return hasCollapsed ? "The representation COLLAPSED: " : "Nothing collapsed: ";
    }
}
