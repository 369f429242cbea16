package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data2vec.Targets.Layer;
import io.github.data2vec4j.data2vec.Targets.Norm;
import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetsTest {

    private static final int BATCH = 2;
    private static final int TIME = 3;
    private static final int WIDTH = 4;

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    // Three layers of [batch][time][channel], with nothing regular about them.
    private static double[][][][] numbers(int salt) {
        var all = new double[3][BATCH][TIME][WIDTH];
        int i = salt;
        for (var layer : all) {
            for (var sample : layer) {
                for (var position : sample) {
                    for (int c = 0; c < WIDTH; c++) {
                        position[c] = (float) (Math.sin(1.7 * i) * (1 + i % 5));
                        i++;
                    }
                }
            }
        }
        return all;
    }

    private static Tensor tensor(double[][][] values) {
        var floats = new float[BATCH * TIME * WIDTH];
        int i = 0;
        for (var sample : values) {
            for (var position : sample) {
                for (double value : position) {
                    floats[i++] = (float) value;
                }
            }
        }
        return Tensors.of(floats, BATCH, TIME, WIDTH);
    }

    private static double[][][] normalised(double[][][] values, List<Norm> norms) {
        var result = values;
        for (var norm : norms) {
            result = normalised(result, norm);
        }
        return result;
    }

    private static double[][][] normalised(double[][][] values, Norm norm) {
        var result = new double[BATCH][TIME][WIDTH];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                for (int c = 0; c < WIDTH; c++) {
                    var among = new ArrayList<Double>();
                    for (int sample = 0; sample < BATCH; sample++) {
                        for (int time = 0; time < TIME; time++) {
                            for (int channel = 0; channel < WIDTH; channel++) {
                                boolean together = switch (norm) {
                                    case LAYER -> sample == b && time == t;
                                    case INSTANCE -> sample == b && channel == c;
                                    case BATCH -> channel == c;
                                    case GROUP -> sample == b;
                                };
                                if (together) {
                                    among.add(values[sample][time][channel]);
                                }
                            }
                        }
                    }
                    double mean = among.stream().mapToDouble(v -> v).average().orElseThrow();
                    double variance = among.stream()
                            .mapToDouble(v -> (v - mean) * (v - mean))
                            .average()
                            .orElseThrow();
                    result[b][t][c] = (values[b][t][c] - mean) / Math.sqrt(variance + 1e-5);
                }
            }
        }
        return result;
    }

    // None, each alone, and chains in which the order counts.
    private static List<List<Norm>> chains() {
        var chains = new ArrayList<List<Norm>>();
        chains.add(List.of());
        for (var norm : Norm.values()) {
            chains.add(List.of(norm));
        }
        chains.add(List.of(Norm.INSTANCE, Norm.LAYER));
        chains.add(List.of(Norm.LAYER, Norm.INSTANCE));
        chains.add(List.of(Norm.BATCH, Norm.INSTANCE, Norm.GROUP, Norm.LAYER));
        return chains;
    }

    static List<Targets> all() {
        var all = new ArrayList<Targets>();
        for (int top = 1; top <= 3; top++) {
            for (var layer : Layer.values()) {
                for (var layerNorms : chains()) {
                    for (var finalNorms : chains()) {
                        all.add(new Targets(top, layer, layerNorms, finalNorms));
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyChoiceIsWhatLoopsGive(Targets targets) {
        var blocks = numbers(0);
        var feedForwards = numbers(1000);
        var layers = new ArrayList<LayerOutput>();
        for (int i = 0; i < 3; i++) {
            layers.add(new LayerOutput(tensor(blocks[i]), tensor(feedForwards[i])));
        }

        var chosen = targets.layer() == Layer.BLOCK_OUTPUT ? blocks : feedForwards;
        var mean = new double[BATCH][TIME][WIDTH];
        for (int i = 3 - targets.topLayers(); i < 3; i++) {
            var layer = normalised(chosen[i], targets.layerNorms());
            for (int b = 0; b < BATCH; b++) {
                for (int t = 0; t < TIME; t++) {
                    for (int c = 0; c < WIDTH; c++) {
                        mean[b][t][c] += layer[b][t][c] / targets.topLayers();
                    }
                }
            }
        }
        var expected = normalised(mean, targets.finalNorms());

        var actual = targets.of(layers);
        assertThat(actual.shape()).containsExactly(BATCH, TIME, WIDTH);
        var values = actual.toDoubleArray();
        int i = 0;
        for (var sample : expected) {
            for (var position : sample) {
                for (double value : position) {
                    assertThat(values[i++]).isEqualTo(value, within(5e-6));
                }
            }
        }
    }

    // One position with the channels 1 and 3: their mean is 2 and their variance 1.
    @Test
    void aPositionByHand() {
        double one = 1 / Math.sqrt(1 + 1e-5);
        var layer = new LayerOutput(
                Tensors.of(new float[] {1, 3, 7, 7, 2, -2}, 1, 3, 2), Tensors.zeros(DType.FLOAT32, 1, 3, 2));

        var byPosition = new Targets(1, Layer.BLOCK_OUTPUT, List.of(Norm.LAYER), List.of()).of(List.of(layer));
        assertThat(byPosition.toDoubleArray()).containsExactly(new double[] {-one, one, 0, 0, 1, -1}, within(2e-6));

        // Over time, the channels are 1, 7, 2 (mean 10/3, variance 62/9) and 3, 7, -2 (mean 8/3, variance 122/9).
        var overTime = new Targets(1, Layer.BLOCK_OUTPUT, List.of(), List.of(Norm.INSTANCE)).of(List.of(layer));
        double first = Math.sqrt(62 / 9.0);
        double second = Math.sqrt(122 / 9.0);
        assertThat(overTime.toDoubleArray())
                .containsExactly(
                        new double[] {
                            -7 / 3.0 / first,
                            1 / 3.0 / second,
                            11 / 3.0 / first,
                            13 / 3.0 / second,
                            -4 / 3.0 / first,
                            -14 / 3.0 / second
                        },
                        within(1e-5));
    }

    // Two samples of two positions with two channels. The channels are 1, 3, 5, 7 (mean 4, variance 5) and 10, 10, 30,
    // 50 (mean 25, variance 275); the samples are 1, 10, 3, 10 (mean 6, variance 16.5) and 5, 30, 7, 50 (mean 23,
    // variance 339.5).
    @Test
    void batchesAndGroupsByHand() {
        var values = Tensors.of(new float[] {1, 10, 3, 10, 5, 30, 7, 50}, 2, 2, 2);
        var layers = List.of(new LayerOutput(values, values));
        double a = Math.sqrt(5);
        double b = Math.sqrt(275);
        assertThat(new Targets(1, Layer.BLOCK_OUTPUT, List.of(Norm.BATCH), List.of())
                        .of(layers)
                        .toDoubleArray())
                .containsExactly(
                        new double[] {-3 / a, -15 / b, -1 / a, -15 / b, 1 / a, 5 / b, 3 / a, 25 / b}, within(1e-5));
        double first = Math.sqrt(16.5);
        double second = Math.sqrt(339.5);
        assertThat(new Targets(1, Layer.BLOCK_OUTPUT, List.of(), List.of(Norm.GROUP))
                        .of(layers)
                        .toDoubleArray())
                .containsExactly(
                        new double[] {
                            -5 / first,
                            4 / first,
                            -3 / first,
                            4 / first,
                            -18 / second,
                            7 / second,
                            -16 / second,
                            27 / second
                        },
                        within(1e-5));
    }

    @Test
    void knowsWhetherAnythingKeepsThemApart() {
        var norm = List.of(Norm.LAYER);
        assertThat(new Targets(1, Layer.BLOCK_OUTPUT, List.of(), List.of()).areNormalised())
                .isFalse();
        assertThat(new Targets(1, Layer.BLOCK_OUTPUT, norm, List.of()).areNormalised())
                .isTrue();
        assertThat(new Targets(1, Layer.BLOCK_OUTPUT, List.of(), norm).areNormalised())
                .isTrue();
    }

    @Test
    void layersOfLessPrecisionAreAveragedInFloat32() {
        // In bfloat16 the sum of 256 and 1 would be 256.
        var layers = new ArrayList<LayerOutput>();
        for (double value : new double[] {256, 1}) {
            var tensor = Tensors.full(value, DType.BFLOAT16, 1, 1, 2);
            layers.add(new LayerOutput(tensor, tensor));
        }
        var targets = new Targets(2, Layer.FEED_FORWARD_OUTPUT, List.of(), List.of()).of(layers);
        assertThat(targets.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(targets.toFloatArray()).containsOnly(128.5f);
    }

    @Test
    void moreLayersThanThereAre() {
        var zeros = Tensors.zeros(DType.FLOAT32, 1, 1, 2);
        var layers = List.of(new LayerOutput(zeros, zeros));
        assertThatThrownBy(() -> new Targets(2, Layer.BLOCK_OUTPUT, List.of(), List.of()).of(layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targets of the top 2 layers, but the encoder has 1");
        assertThatThrownBy(() -> new Targets(0, Layer.BLOCK_OUTPUT, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topLayers must be at least 1, is 0");
    }
}
