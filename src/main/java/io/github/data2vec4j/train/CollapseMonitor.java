package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Watches for collapse: targets, or predictions, that are the same at every position (paper, section 5; the released
 * recipes stop where a deviation is below its floor).
 */
final class CollapseMonitor {

    // The least that the paper's experiments have: 15 % of the tokens of a text, in single ones.
    private static final double SMALLEST_SHARE = 0.1;
    // The largest that they have, in vision.
    private static final double LARGEST_RATE = 2e-3;
    // The teacher of every published run is slower than this.
    private static final double FASTEST_TEACHER = 0.99;

    private final Collapse limits;
    private final Method method;
    private final DeviationWindow window;

    CollapseMonitor(Collapse limits, Method method) {
        this.limits = limits;
        this.method = method;
        this.window = new DeviationWindow(limits.positions());
    }

    /** Judges as if it had seen these updates, the oldest first. */
    void continueAfter(List<DeviationWindow.Deviations> updates) {
        updates.forEach(window::add);
    }

    /** What it judges by now, the oldest first. */
    List<DeviationWindow.Deviations> deviations() {
        return window.content();
    }

    /** @throws CollapseException if the representation has collapsed */
    void check(StepReport report) {
        window.add(DeviationWindow.Deviations.of(report));
        if (report.step() <= limits.afterSteps() || !window.isFull()) {
            return;
        }
        double targets = window.mean(DeviationWindow.Deviations::targets);
        if (isBelow(targets, limits.targetFloor())) {
            throw alarm("targets", targets, "target", limits.targetFloor(), report);
        }
        double predictions = window.mean(DeviationWindow.Deviations::predictions);
        if (isBelow(predictions, limits.predictionFloor())) {
            throw alarm("predictions", predictions, "prediction", limits.predictionFloor(), report);
        }
    }

    /** What is no number is below any floor but 0. */
    private static boolean isBelow(double deviation, double floor) {
        return floor > 0 && !(deviation >= floor);
    }

    private CollapseException alarm(String what, double found, String key, double floor, StepReport report) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "the representation collapsed at step %d: %s deviate by %.4f, below collapse.%sFloor, %s.",
                report.step(),
                what,
                found,
                key,
                floor));
        var causes = causes(report);
        if (causes.isEmpty()) {
            text.append(" None of the known causes stands out; try a lower learningRate.peak, a longer"
                    + " learningRate.warmupSteps, a higher method.ema.start, or more masking.");
        } else {
            text.append(" What fits of the known causes:");
            causes.forEach(cause -> text.append("\n  - ").append(cause));
        }
        return new CollapseException(text.toString(), report);
    }

    private List<String> causes(StepReport report) {
        var causes = new ArrayList<String>();
        if (!method.targets().areNormalised()) {
            causes.add("targets are not normalised, so nothing keeps them apart: set method.targets.layerNorms");
        }
        if (report.maskedShare() < SMALLEST_SHARE) {
            causes.add(String.format(
                    Locale.ROOT,
                    "only %.1f %% of the positions are masked, so hardly anything has to be predicted: mask more",
                    100 * report.maskedShare()));
        }
        if (report.learningRate() > LARGEST_RATE) {
            causes.add("the learning rate, %s, is above all published ones: lower learningRate.peak"
                    .formatted(report.learningRate()));
        }
        if (report.emaDecay() < FASTEST_TEACHER) {
            causes.add("the teacher follows fast (decay %s): raise method.ema.start and method.ema.end"
                    .formatted(report.emaDecay()));
        }
        return causes;
    }
}
