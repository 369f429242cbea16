package io.github.data2vec4j.torch;

import static io.github.data2vec4j.torch.Numbers.longs;
import static io.github.data2vec4j.torch.Numbers.scalar;
import static io.github.data2vec4j.torch.Numbers.sizes;
import static io.github.data2vec4j.torch.Numbers.wavy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Losses and similarities. */
final class LossCases {

    private static final Numbers GUESS = wavy(0.1, 2, 3);
    private static final Numbers TARGET = wavy(2.2, 2, 3);
    private static final Numbers SHARES = wavy(0.4, 2, 3).map(a -> (1 + a) / 2);

    private static final Numbers LOGITS = wavy(0.3, 3, 4);
    private static final long IGNORED = -100;
    private static final Numbers CLASSES = longs(sizes(3), 2, IGNORED, 0);

    private static final int FRAMES = 4;
    private static final int SYMBOLS = 3;
    private static final Numbers SOUND = wavy(0.7, FRAMES, 2, SYMBOLS);

    private LossCases() {}

    static List<OperatorCase> all() {
        var cases = new ArrayList<OperatorCase>();
        for (var reduction : Reduction.values()) {
            cases.addAll(List.of(
                    differences(
                            "Losses.mse(Tensor, Tensor, Reduction)",
                            x -> Losses.mse(x[0], x[1], reduction),
                            d -> d * d,
                            reduction),
                    differences(
                            "Losses.l1(Tensor, Tensor, Reduction)",
                            x -> Losses.l1(x[0], x[1], reduction),
                            Math::abs,
                            reduction),
                    differences(
                            "Losses.smoothL1(Tensor, Tensor, double, Reduction)",
                            x -> Losses.smoothL1(x[0], x[1], 0.6, reduction),
                            d -> Math.abs(d) < 0.6 ? d * d / 1.2 : Math.abs(d) - 0.3,
                            reduction),
                    OperatorCase.of(
                                    "Losses.binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction)",
                                    x -> Losses.binaryCrossEntropyWithLogits(x[0], x[1], reduction),
                                    reduced(binaryCrossEntropy(), 6, reduction, 2, 3),
                                    GUESS,
                                    SHARES)
                            .note(reduction.name()),
                    crossEntropy(0, reduction),
                    crossEntropy(0.1, reduction)));
        }
        // A mean divides each loss by the length of its own target first.
        cases.add(ctc(Reduction.NONE, ctcLosses()));
        cases.add(
                ctc(Reduction.SUM, scalar(ctcLosses().values()[0] + ctcLosses().values()[1])));
        cases.add(ctc(
                Reduction.MEAN,
                scalar((ctcLosses().values()[0] / 2 + ctcLosses().values()[1]) / 2)));
        cases.add(OperatorCase.of(
                "Losses.cosineSimilarity(Tensor, Tensor, int)",
                x -> Losses.cosineSimilarity(x[0], x[1], 1),
                Numbers.vector(cosine(0), cosine(1)),
                GUESS,
                TARGET));
        return cases;
    }

    private static OperatorCase differences(
            String operator, OperatorCase.Call call, DoubleUnaryOperator loss, Reduction reduction) {
        var losses = GUESS.with(TARGET, (a, b) -> loss.applyAsDouble(a - b));
        return OperatorCase.of(operator, call, reduced(losses.values(), 6, reduction, 2, 3), GUESS, TARGET)
                .note(reduction.name());
    }

    private static Numbers reduced(double[] losses, int counted, Reduction reduction, long... shape) {
        double sum = Arrays.stream(losses).sum();
        return switch (reduction) {
            case NONE -> Numbers.of(shape, losses);
            case SUM -> scalar(sum);
            case MEAN -> scalar(sum / counted);
        };
    }

    private static double[] binaryCrossEntropy() {
        return GUESS.with(SHARES, (logit, share) -> {
                    double probability = 1 / (1 + Math.exp(-logit));
                    return -share * Math.log(probability) - (1 - share) * Math.log(1 - probability);
                })
                .values();
    }

    private static OperatorCase crossEntropy(double smoothing, Reduction reduction) {
        var losses = new double[3];
        for (int i = 0; i < losses.length; i++) {
            if (CLASSES.values()[i] == IGNORED) {
                continue;
            }
            var probabilities = ClosedForms.softmax(Arrays.copyOfRange(LOGITS.values(), 4 * i, 4 * i + 4));
            for (int k = 0; k < 4; k++) {
                double wanted = (k == CLASSES.values()[i] ? 1 - smoothing : 0) + smoothing / 4;
                losses[i] -= wanted * Math.log(probabilities[k]);
            }
        }
        return OperatorCase.of(
                        "Losses.crossEntropy(Tensor, Tensor, long, double, Reduction)",
                        x -> Losses.crossEntropy(x[0], x[1], IGNORED, smoothing, reduction),
                        reduced(losses, 2, reduction, 3),
                        LOGITS,
                        CLASSES)
                .note(reduction + " with smoothing " + smoothing);
    }

    private static OperatorCase ctc(Reduction reduction, Numbers expected) {
        return OperatorCase.of(
                        "Losses.ctc(Tensor, Tensor, Tensor, Tensor, long, Reduction)",
                        x -> Losses.ctc(Functional.logSoftmax(x[0], 2), x[1], x[2], x[3], 0, reduction),
                        expected,
                        SOUND,
                        // What follows a shorter target may be anything.
                        longs(sizes(2, 2), 1, 2, 2, -1),
                        longs(sizes(2), FRAMES, FRAMES - 1),
                        longs(sizes(2), 2, 1))
                .note(reduction.name());
    }

    private static Numbers ctcLosses() {
        return Numbers.vector(
                -Math.log(ctcProbability(0, FRAMES, "12")), -Math.log(ctcProbability(1, FRAMES - 1, "2")));
    }

    /** The probabilities of all ways to say the target, one by one. */
    private static double ctcProbability(int sample, int frames, String target) {
        double sum = 0;
        for (int way = 0; way < Math.pow(SYMBOLS, frames); way++) {
            double probability = 1;
            var said = new StringBuilder();
            int before = -1;
            for (int t = 0, rest = way; t < frames; t++, rest /= SYMBOLS) {
                int symbol = rest % SYMBOLS;
                probability *= ClosedForms.softmax(
                        SOUND.get(t, sample, 0), SOUND.get(t, sample, 1), SOUND.get(t, sample, 2))[symbol];
                if (symbol != 0 && symbol != before) {
                    said.append(symbol);
                }
                before = symbol;
            }
            sum += said.toString().equals(target) ? probability : 0;
        }
        return sum;
    }

    private static double cosine(int row) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < 3; i++) {
            product += GUESS.get(row, i) * TARGET.get(row, i);
            left += GUESS.get(row, i) * GUESS.get(row, i);
            right += TARGET.get(row, i) * TARGET.get(row, i);
        }
        return product / Math.sqrt(left * right);
    }
}
