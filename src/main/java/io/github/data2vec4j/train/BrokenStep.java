package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import java.util.List;
import java.util.Locale;

/**
 * Says what is known of an update whose loss or gradients were not finite, before anything of it is lost.
 *
 * @param report of the update
 * @param inARow how many such updates came one after the other, this one included
 * @param allowed how many may
 * @param parameters of the student, with the update's gradients
 * @param samples names of what the update saw, if possible of the batches with a broken loss alone
 */
record BrokenStep(StepReport report, long inARow, int allowed, ParameterStore parameters, List<String> samples) {

    private static final int PARAMETERS_SHOWN = 5;
    private static final int SAMPLES_SHOWN = 100;

    NonFiniteException exception() {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s had a loss or gradients that are not finite (now loss %s, gradient norm %s), and"
                        + " training.maxSkippedSteps is %d. Nothing was updated since step %d.",
                inARow == 1
                        ? "step " + report.step()
                        : "steps " + (report.step() - inARow + 1) + " to " + report.step(),
                report.loss(),
                report.gradientNorm(),
                allowed,
                report.step() - inARow));
        text.append("\n  gradients that are not finite: ").append(names(parameters.withBrokenGradients()));
        text.append("\n  samples: ").append(listed(samples, SAMPLES_SHOWN));
        text.append("\n").append(advice());
        return new NonFiniteException(text.toString(), report);
    }

    private double largestWeight() {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            return parameters.values().abs().amax(0).item();
        }
    }

    private String names(List<Parameter> broken) {
        if (broken.isEmpty()) {
            return "none; each is finite, and only their common norm or the loss is not";
        }
        var names = broken.stream().map(Parameter::name).toList();
        return listed(names, PARAMETERS_SHOWN) + " (" + names.size() + " of "
                + parameters.own().size() + " parameters)";
    }

    private static String listed(List<String> names, int shown) {
        var text = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() > shown ? text + " and " + (names.size() - shown) + " more" : text;
    }

    private String advice() {
        var brokenWeights = parameters.withBrokenValues();
        if (!brokenWeights.isEmpty()) {
            return "Weights are not finite either, first those of "
                    + brokenWeights.getFirst().name()
                    + ": an update before made them so, and no data can mend that. Begin anew with a lower"
                    + " learningRate.peak, a longer learningRate.warmupSteps or a smaller method.clipNorm.";
        }
        return String.format(Locale.ROOT, "All weights are finite, the largest is %.3g.", largestWeight())
                + " If one of these samples is broken, put a whole one in its place; if none is, the"
                + " run diverges: begin anew with a lower learningRate.peak, a longer learningRate.warmupSteps or a"
                + " smaller method.clipNorm.";
    }
}
