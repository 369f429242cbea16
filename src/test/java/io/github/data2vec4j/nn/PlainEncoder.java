package io.github.data2vec4j.nn;

import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transformer encoder in loops over doubles, written from the formulas (Vaswani et al., 2017; Hendrycks and Gimpel,
 * 2016, for GELU): what the real one is compared with. It has neither dropout nor layer drop.
 *
 * @param weights of all parameters by name, in row-major order
 */
record PlainEncoder(TransformerConfig config, BlockNames names, Map<String, double[]> weights) {

    /** What a block gives, [batch][time][channel]. */
    static final class Output {

        private final double[][][] block;
        private final double[][][] feedForward;

        Output(double[][][] block, double[][][] feedForward) {
            this.block = block;
            this.feedForward = feedForward;
        }

        double[][][] block() {
            return block;
        }

        double[][][] feedForward() {
            return feedForward;
        }
    }

    /** Runs all blocks; the bias, if any, is [block][head][time][time]. */
    List<Output> apply(double[][][] input, double @Nullable [][][][] bias) {
        var outputs = new ArrayList<Output>();
        var current = input;
        for (int i = 0; i < config.layers(); i++) {
            var output = block(i + ".", current, bias == null ? null : bias[i]);
            outputs.add(output);
            current = output.block;
        }
        return outputs;
    }

    private Output block(String at, double[][][] input, double @Nullable [][][] bias) {
        var blocks = new double[input.length][][];
        var fed = new double[input.length][][];
        for (int b = 0; b < input.length; b++) {
            var x = input[b];
            if (config.normPlacement() == NormPlacement.BEFORE) {
                var attended = attention(at, norm(at + names.attentionNorm(), x), bias);
                var middle = sum(x, scaled(at + names.attentionScale(), attended));
                fed[b] = feedForward(at, norm(at + names.feedForwardNorm(), middle));
                blocks[b] = sum(middle, scaled(at + names.feedForwardScale(), fed[b]));
            } else {
                var attended = scaled(at + names.attentionScale(), attention(at, x, bias));
                var middle = norm(at + names.attentionNorm(), sum(x, attended));
                fed[b] = feedForward(at, middle);
                var branch = scaled(at + names.feedForwardScale(), fed[b]);
                blocks[b] = norm(at + names.feedForwardNorm(), sum(middle, branch));
            }
        }
        return new Output(blocks, fed);
    }

    private double[][] attention(String at, double[][] x, double @Nullable [][][] bias) {
        var q = linear(at + names.query(), x, config.width());
        var k = linear(at + names.key(), x, config.width());
        var v = linear(at + names.value(), x, config.width());
        int size = config.width() / config.heads();
        var joined = new double[x.length][config.width()];
        for (int head = 0; head < config.heads(); head++) {
            for (int from = 0; from < x.length; from++) {
                var weight = new double[x.length];
                double total = 0;
                for (int to = 0; to < x.length; to++) {
                    double score = 0;
                    for (int c = head * size; c < (head + 1) * size; c++) {
                        score += q[from][c] * k[to][c];
                    }
                    score /= Math.sqrt(size);
                    weight[to] = Math.exp(bias == null ? score : score + bias[head][from][to]);
                    total += weight[to];
                }
                for (int to = 0; to < x.length; to++) {
                    for (int c = head * size; c < (head + 1) * size; c++) {
                        joined[from][c] += weight[to] / total * v[to][c];
                    }
                }
            }
        }
        return linear(at + names.attentionOutput(), joined, config.width());
    }

    private double[][] feedForward(String at, double[][] x) {
        var inside = linear(at + names.feedForwardIn(), x, config.feedForwardWidth());
        for (var position : inside) {
            for (int c = 0; c < position.length; c++) {
                position[c] *= 0.5 * (1 + erf(position[c] / Math.sqrt(2)));
            }
        }
        return linear(at + names.feedForwardOut(), inside, config.width());
    }

    private double[][] linear(String at, double[][] x, int out) {
        var weight = weight(at + ".weight");
        var bias = weights.get(at + ".bias");
        var y = new double[x.length][out];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < out; o++) {
                y[t][o] = bias == null ? 0 : bias[o];
                for (int i = 0; i < x[t].length; i++) {
                    y[t][o] += weight[o * x[t].length + i] * x[t][i];
                }
            }
        }
        return y;
    }

    private double[][] norm(String at, double[][] x) {
        var weight = weight(at + ".weight");
        var bias = weight(at + ".bias");
        var y = new double[x.length][x[0].length];
        for (int t = 0; t < x.length; t++) {
            double mean = 0;
            for (double value : x[t]) {
                mean += value / x[t].length;
            }
            double variance = 0;
            for (double value : x[t]) {
                variance += (value - mean) * (value - mean) / x[t].length;
            }
            for (int c = 0; c < x[t].length; c++) {
                y[t][c] = (x[t][c] - mean) / Math.sqrt(variance + config.normEpsilon()) * weight[c] + bias[c];
            }
        }
        return y;
    }

    private double[][] scaled(String name, double[][] x) {
        if (config.layerScale() == null) {
            return x;
        }
        var scale = weight(name);
        var y = new double[x.length][x[0].length];
        for (int t = 0; t < x.length; t++) {
            for (int c = 0; c < scale.length; c++) {
                y[t][c] = x[t][c] * scale[c];
            }
        }
        return y;
    }

    private static double[][] sum(double[][] a, double[][] b) {
        var y = new double[a.length][a[0].length];
        for (int t = 0; t < a.length; t++) {
            for (int c = 0; c < a[t].length; c++) {
                y[t][c] = a[t][c] + b[t][c];
            }
        }
        return y;
    }

    private double[] weight(String name) {
        var weight = weights.get(name);
        if (weight == null) {
            throw new AssertionError("no parameter " + name);
        }
        return weight;
    }

    // The integral of the definition by Simpson's rule.
    static double erf(double x) {
        int pieces = 400;
        double h = Math.min(Math.abs(x), 6) / pieces;
        double total = 0;
        for (int i = 0; i <= pieces; i++) {
            int factor = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
            total += factor * Math.exp(-(i * h) * (i * h));
        }
        return Math.signum(x) * 2 / Math.sqrt(Math.PI) * total * h / 3;
    }
}
