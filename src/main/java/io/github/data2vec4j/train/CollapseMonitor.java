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

    CollapseMonitor(Collapse limits, Method method) {
        this.limits = limits;
        this.method = method;
    }

    /** @throws CollapseException if the representation has collapsed */
    void check(StepReport report) {
        if (!limits.isSeenIn(report)) {
            return;
        }
        throw Collapse.isBelow(report.targetDeviation(), limits.targetFloor())
                ? alarm("targets", report.targetDeviation(), "target", limits.targetFloor(), report)
                : alarm("predictions", report.predictionDeviation(), "prediction", limits.predictionFloor(), report);
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
