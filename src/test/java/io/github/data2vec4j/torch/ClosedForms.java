package io.github.data2vec4j.torch;

/** Functions that Java lacks, from their definitions. */
final class ClosedForms {

    private ClosedForms() {}

    /** The power series 2 / sqrt(pi) sum of (-1)^n x^(2n+1) / (n! (2n+1)), for |x| up to about 4. */
    static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200 && Math.abs(term) > 1e-18; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    /** Distribution function of the normal distribution. */
    static double phi(double x) {
        return (1 + erf(x / Math.sqrt(2))) / 2;
    }

    static double[] softmax(double... logits) {
        double sum = 0;
        var result = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            result[i] = Math.exp(logits[i]);
            sum += result[i];
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= sum;
        }
        return result;
    }
}
