package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.util.Arrays;

/**
 * How much vectors differ from each other: near zero, the representation has collapsed (paper, section 5). It is the
 * standard deviation over positions, averaged over channels, {@code mean(sqrt(var + 1e-6))}, of all batches of an
 * update together.
 */
final class Deviation {

    private static final double EPSILON = 1e-6;

    private long positions;
    private double[] means = {};
    private double[] squares = {};

    /**
     * Counts the positions of a batch.
     *
     * @param batch [masked, channel]
     */
    void add(Tensor batch) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var values = batch.to(DType.FLOAT32);
            long count = values.size(0);
            var batchMeans = values.mean(0).toDoubleArray();
            var variances =
                    count < 2 ? new double[batchMeans.length] : values.var(0).toDoubleArray();
            merge(count, batchMeans, variances);
        }
    }

    // Two samples' sums of squared differences from their means (Chan et al., 1979).
    private void merge(long count, double[] batchMeans, double[] variances) {
        if (positions == 0) {
            means = new double[batchMeans.length];
            squares = new double[batchMeans.length];
        }
        double total = positions + count;
        for (int i = 0; i < means.length; i++) {
            double apart = batchMeans[i] - means[i];
            squares[i] += variances[i] * (count - 1) + apart * apart * positions * count / total;
            means[i] += apart * count / total;
        }
        positions += count;
    }

    /** The deviation of all positions so far; 0 of a single one. */
    double value() {
        if (positions < 2) {
            return 0;
        }
        double sum = 0;
        for (double square : squares) {
            sum += Math.sqrt(square / (positions - 1) + EPSILON);
        }
        return sum / squares.length;
    }

    /** The standard deviation of each channel, [channel]; 0 of a single position. */
    double[] ofChannels() {
        var deviations = new double[squares.length];
        if (positions > 1) {
            Arrays.setAll(deviations, i -> Math.sqrt(squares[i] / (positions - 1)));
        }
        return deviations;
    }
}
