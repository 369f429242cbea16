package io.github.data2vec4j.task;

import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Linear;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Losses;
import io.github.data2vec4j.torch.Reduction;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.train.AdamW;

/**
 * How well a linear classifier can tell classes by vectors that stay as they are: logistic regression on standardised
 * channels with an L2 penalty, by cross-validation.
 *
 * @param folds parts that are held out in turn
 * @param penalty of the squared weights
 * @param steps updates; the problem is convex, and all examples are in each
 */
public record LinearProbe(int folds, double penalty, int steps) {

    /** Five parts, and a penalty that suits some hundred channels. */
    public static final LinearProbe DEFAULT = new LinearProbe(5, 1e-2, 200);

    private static final double RATE = 0.02;
    private static final double EPSILON = 1e-6;
    private static final long NOTHING_IGNORED = -1;

    public LinearProbe {
        if (folds < 2 || !(penalty >= 0) || steps < 1) {
            throw new IllegalArgumentException("folds is at least 2, penalty not negative and steps at least 1, not "
                    + folds + ", " + penalty + " and " + steps);
        }
    }

    /**
     * The balanced accuracy on what was held out: the mean over classes of the share that was told right, so that
     * guessing comes to one by the number of classes.
     *
     * @param vectors [example][channel]
     * @param seed decides how examples are divided
     */
    public double accuracy(float[][] vectors, Question question, long seed) {
        if (vectors.length != question.size()) {
            throw new IllegalArgumentException(
                    vectors.length + " vectors for a question about " + question.size() + " examples");
        }
        var divided = Folds.of(question, folds, seed);
        var right = new int[question.classes()];
        var asked = new int[question.classes()];
        for (int fold = 0; fold < folds; fold++) {
            var examples = divided.inside(fold);
            var guesses = guesses(vectors, question, divided.outside(fold), examples);
            for (int i = 0; i < examples.length; i++) {
                int answer = question.answers()[examples[i]];
                asked[answer]++;
                right[answer] += guesses[i] == answer ? 1 : 0;
            }
        }
        double sum = 0;
        int classes = 0;
        for (int i = 0; i < asked.length; i++) {
            if (asked[i] > 0) {
                sum += (double) right[i] / asked[i];
                classes++;
            }
        }
        return sum / classes;
    }

    private long[] guesses(float[][] vectors, Question question, int[] learnt, int[] asked) {
        try (var store = new ParameterStore();
                var scope = Scope.open()) {
            var training = matrix(vectors, learnt);
            var mean = training.mean(0);
            var deviation = training.populationVarKeeping(0).add(EPSILON).sqrt();
            var answers = answers(question, learnt);

            var classifier = Linear.withBias(store.root(), vectors[0].length, question.classes(), Init.zeros());
            store.allocateTrainable(Spared.NONE::group);
            learn(store, classifier, training.sub(mean).div(deviation), answers);

            try (var off = GradMode.off()) {
                var logits = classifier.apply(matrix(vectors, asked).sub(mean).div(deviation));
                return logits.argmax(1).toLongArray();
            }
        }
    }

    private void learn(ParameterStore store, Linear classifier, Tensor inputs, Tensor answers) {
        var numbers = new AdamW.Config(0.9, 0.999, 1e-8, AdamW.EpsilonAt.CORRECTED, 0);
        try (var optimizer = new AdamW(store, numbers)) {
            for (int step = 0; step < steps; step++) {
                try (var scope = Scope.open()) {
                    store.zeroGradients();
                    var weight = store.parameter("weight").value();
                    Losses.crossEntropy(classifier.apply(inputs), answers, NOTHING_IGNORED, 0, Reduction.MEAN)
                            .add(weight.square().sum().mul(penalty / 2))
                            .backward();
                    optimizer.update(RATE);
                }
            }
        }
    }

    private static Tensor matrix(float[][] vectors, int[] rows) {
        int width = vectors[0].length;
        var flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(vectors[rows[i]], 0, flat, i * width, width);
        }
        return Tensors.of(flat, rows.length, width);
    }

    private static Tensor answers(Question question, int[] rows) {
        var answers = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            answers[i] = question.answers()[rows[i]];
        }
        return Tensors.of(answers, rows.length);
    }
}
