package io.github.data2vec4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.TransformerConfig.NormPlacement;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OneThread.class)
class TransformerEncoderTest {

    private static final BlockNames NAMES =
            new BlockNames("query", "key", "value", "joined", "norm1", "wide", "narrow", "norm2", "scale1", "scale2");
    private static final int BATCH = 2;
    private static final int TIME = 4;
    private static final int WIDTH = 6;
    private static final int HEADS = 2;

    private final ParameterStore store = new ParameterStore();

    @AfterEach
    void close() {
        store.close();
    }

    private static TransformerConfig config(NormPlacement placement, @Nullable Double layerScale, boolean keyBias) {
        // Every kind of dropout, to see that evaluation has none.
        return new TransformerConfig(
                3, WIDTH, HEADS, 10, placement, 1e-3, keyBias, layerScale, 0.3, 0.3, 0.3, 0.3, 0.3);
    }

    private TransformerEncoder encoder(TransformerConfig config) {
        var encoder = new TransformerEncoder(store.root(), config, NAMES, BlockInit.same(Init.zeros()));
        store.allocateTrainable(parameter -> Group.DECAYED);
        Torch.manualSeed(5);
        // Norms, scales and biases too: nothing that is multiplied or added may go unnoticed.
        store.values().normal_(0, 0.5);
        return encoder;
    }

    private Map<String, double[]> weights() {
        var weights = new HashMap<String, double[]>();
        store.parameters()
                .forEach(parameter ->
                        weights.put(parameter.name(), parameter.value().toDoubleArray()));
        return weights;
    }

    private static double[][][] noise(RandomGenerator random, int a, int b, int c) {
        var noise = new double[a][b][c];
        for (var plane : noise) {
            for (var row : plane) {
                for (int i = 0; i < c; i++) {
                    row[i] = (float) random.nextDouble(-1.5, 1.5);
                }
            }
        }
        return noise;
    }

    private static double[] flat(double[][][] values) {
        var flat = new ArrayList<Double>();
        for (var plane : values) {
            for (var row : plane) {
                for (double value : row) {
                    flat.add(value);
                }
            }
        }
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Tensor tensor(double[][][] values) {
        var flat = flat(values);
        var floats = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            floats[i] = (float) flat[i];
        }
        return Tensors.of(floats, values.length, values[0].length, values[0][0].length);
    }

    private static AttentionBias attentionBias(double @Nullable [][][][] bias) {
        // [head, time, time] is broadcast over the batch.
        return bias == null
                ? AttentionBias.NONE
                : block -> tensor(bias[block]).unsqueeze(0).contiguous();
    }

    private static double @Nullable [][][][] biases(boolean wanted) {
        var random = new SplittableRandom(3);
        return wanted
                ? new double[][][][] {
                    noise(random, HEADS, TIME, TIME), noise(random, HEADS, TIME, TIME), noise(random, HEADS, TIME, TIME)
                }
                : null;
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, , false, false",
        "BEFORE, , true, true",
        "BEFORE, 0.1, false, true",
        "AFTER, , true, false",
        "AFTER, , false, true",
        "AFTER, 0.1, true, true",
    })
    void everyLayerIsWhatTheFormulasSay(
            NormPlacement placement, @Nullable Double layerScale, boolean keyBias, boolean attentionBias) {
        var config = config(placement, layerScale, keyBias);
        var encoder = encoder(config);
        var input = noise(new SplittableRandom(2), BATCH, TIME, WIDTH);
        var bias = biases(attentionBias);

        var expected = new PlainEncoder(config, NAMES, weights()).apply(input, bias);
        try (var scope = Scope.open()) {
            var actual = encoder.apply(tensor(input), attentionBias(bias), Mode.EVALUATE);

            assertThat(actual).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(actual.get(i).block().shape()).containsExactly(BATCH, TIME, WIDTH);
                assertThat(actual.get(i).block().toDoubleArray())
                        .as("block %d", i)
                        .containsExactly(flat(expected.get(i).block()), within(1e-5));
                assertThat(actual.get(i).feedForward().toDoubleArray())
                        .as("feed-forward %d", i)
                        .containsExactly(flat(expected.get(i).feedForward()), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 0.1, true", "BEFORE, , false", "AFTER, , true", "AFTER, 0.1, false"})
    void gradientsAreThoseOfFiniteDifferences(NormPlacement placement, @Nullable Double layerScale, boolean keyBias) {
        var config = config(placement, layerScale, keyBias);
        var encoder = encoder(config);
        var random = new SplittableRandom(4);
        var input = noise(random, BATCH, TIME, WIDTH);
        var wanted = noise(random, BATCH, TIME, WIDTH);
        var bias = biases(true);

        try (var scope = Scope.open()) {
            var last = encoder.apply(tensor(input), attentionBias(bias), Mode.EVALUATE)
                    .getLast();
            last.block().mul(tensor(wanted)).sum().backward();
        }

        var weights = weights();
        var plain = new PlainEncoder(config, NAMES, weights);
        for (var parameter : store.parameters()) {
            var values = Objects.requireNonNull(weights.get(parameter.name()));
            double[] gradient;
            try (var scope = Scope.open()) {
                gradient = Objects.requireNonNull(parameter.value().grad()).toDoubleArray();
            }
            for (int i = 0; i < values.length; i += Math.max(1, values.length / 2 - 1)) {
                double step = 1e-4;
                double before = values[i];
                values[i] = before + step;
                double up = product(plain, input, bias, wanted);
                values[i] = before - step;
                double down = product(plain, input, bias, wanted);
                values[i] = before;
                double difference = (up - down) / (2 * step);
                assertThat(gradient[i])
                        .as("%s, element %d", parameter.name(), i)
                        .isEqualTo(difference, within(1e-5 + 1e-5 * Math.abs(difference)));
            }
        }
    }

    private static double product(
            PlainEncoder plain, double[][][] input, double @Nullable [][][][] bias, double[][][] wanted) {
        var output = flat(plain.apply(input, bias).getLast().block());
        var factors = flat(wanted);
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += output[i] * factors[i];
        }
        return sum;
    }

    @Test
    void parametersHaveTheNamesAndStartsOfTheirBlock() {
        var config = config(NormPlacement.BEFORE, 0.25, false);
        var init = new BlockInit(Init.constant(3), block -> Init.constant(10 + block));
        new TransformerEncoder(store.root().at("layer"), config, NAMES, init);
        store.allocateFrozen(parameter -> Group.DECAYED);
        store.initialise(1);

        assertThat(store.parameters())
                .extracting(Parameter::toString)
                .hasSize(3 * 17)
                .filteredOn(name -> name.startsWith("layer.2."))
                .containsExactlyInAnyOrder(
                        "layer.2.query.weight[6, 6]",
                        "layer.2.query.bias[6]",
                        "layer.2.key.weight[6, 6]",
                        "layer.2.value.weight[6, 6]",
                        "layer.2.value.bias[6]",
                        "layer.2.joined.weight[6, 6]",
                        "layer.2.joined.bias[6]",
                        "layer.2.norm1.weight[6]",
                        "layer.2.norm1.bias[6]",
                        "layer.2.wide.weight[10, 6]",
                        "layer.2.wide.bias[10]",
                        "layer.2.narrow.weight[6, 10]",
                        "layer.2.narrow.bias[6]",
                        "layer.2.norm2.weight[6]",
                        "layer.2.norm2.bias[6]",
                        "layer.2.scale1[6]",
                        "layer.2.scale2[6]");
        var starts = Map.of(
                "query.weight", 3f,
                "key.weight", 3f,
                "value.weight", 3f,
                "wide.weight", 3f,
                "joined.weight", 12f,
                "narrow.weight", 12f,
                "joined.bias", 0f,
                "norm1.weight", 1f,
                "norm2.bias", 0f,
                "scale2", 0.25f);
        starts.forEach((name, start) -> assertThat(
                        store.parameter("layer.2." + name).value().toFloatArray())
                .as(name)
                .containsOnly(start));
    }

    @Test
    void aBlockThatIsLeftOutPassesItsInputOn() {
        var config =
                new TransformerConfig(2, WIDTH, HEADS, 10, NormPlacement.BEFORE, 1e-3, true, null, 0, 0, 0, 0, 0.5);
        var encoder = encoder(config);
        var input = noise(new SplittableRandom(2), BATCH, TIME, WIDTH);
        var weights = weights();
        var plain = new PlainEncoder(config, NAMES, weights);
        var both = plain.apply(input, null);
        var secondAlone = withoutFirst(config, weights).apply(input, null);

        var seen = new HashMap<String, Integer>();
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var sequence = tensor(input);
            for (int i = 0; i < 40; i++) {
                var actual = encoder.apply(sequence, AttentionBias.NONE, Mode.TRAIN);
                var last = actual.getLast().block().toDoubleArray();
                if (actual.size() == 2) {
                    seen.merge("both", 1, Integer::sum);
                    assertThat(last).containsExactly(flat(both.getLast().block()), within(1e-5));
                } else if (Math.abs(last[0] - both.getFirst().block()[0][0][0]) < 1e-5) {
                    seen.merge("first", 1, Integer::sum);
                    assertThat(last).containsExactly(flat(both.getFirst().block()), within(1e-5));
                } else {
                    seen.merge("second", 1, Integer::sum);
                    assertThat(last).containsExactly(flat(secondAlone.getFirst().block()), within(1e-5));
                }
            }
        }
        assertThat(seen).containsOnlyKeys("both", "first", "second");
    }

    private static PlainEncoder withoutFirst(TransformerConfig config, Map<String, double[]> weights) {
        var second = new HashMap<String, double[]>();
        weights.forEach((name, values) -> {
            if (name.startsWith("1.")) {
                second.put("0." + name.substring(2), values);
                second.put(name, values);
            }
        });
        return new PlainEncoder(config, NAMES, second);
    }

    // With a share of 0.3, blocks 1 and 2 of 3 stay with probability 0.7, and block 3 with 0.7 + 0.3^3, since the
    // last one stays if all others went: 2.127 on average, with a deviation of 0.75 / sqrt(1500) = 0.019.
    @Test
    void layerDropLeavesOutItsShareOfBlocks() {
        var config = new TransformerConfig(3, WIDTH, HEADS, 10, NormPlacement.AFTER, 1e-3, true, null, 0, 0, 0, 0, 0.3);
        var encoder = encoder(config);
        int draws = 1500;
        int blocks = 0;
        try (var outer = Scope.open();
                var off = GradMode.off()) {
            var sequence = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, WIDTH);
            for (int i = 0; i < draws; i++) {
                try (var scope = Scope.open()) {
                    blocks += encoder.apply(sequence, AttentionBias.NONE, Mode.TRAIN)
                            .size();
                }
            }
            assertThat(encoder.apply(sequence, AttentionBias.NONE, Mode.EVALUATE))
                    .hasSize(3);
        }
        assertThat(blocks / (double) draws).isEqualTo(2.127, within(0.08));
    }

    @Test
    void layerDropNeverLeavesOutAll() {
        var config =
                new TransformerConfig(2, WIDTH, HEADS, 10, NormPlacement.AFTER, 1e-3, true, null, 0, 0, 0, 0, 0.95);
        var encoder = encoder(config);
        try (var outer = Scope.open();
                var off = GradMode.off()) {
            var sequence = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, WIDTH);
            for (int i = 0; i < 60; i++) {
                assertThat(encoder.apply(sequence, AttentionBias.NONE, Mode.TRAIN))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void trainingIsRandomByLibtorchsSeedAlone() {
        var encoder = encoder(config(NormPlacement.BEFORE, null, true));
        var input = noise(new SplittableRandom(2), BATCH, TIME, WIDTH);
        assertThat(trained(encoder, input, 9)).isEqualTo(trained(encoder, input, 9));
        assertThat(trained(encoder, input, 9)).isNotEqualTo(trained(encoder, input, 10));
    }

    private static float[] trained(TransformerEncoder encoder, double[][][] input, long seed) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            Torch.manualSeed(seed);
            return encoder.apply(tensor(input), AttentionBias.NONE, Mode.TRAIN)
                    .getLast()
                    .block()
                    .toFloatArray();
        }
    }

    // Attention gives 1 everywhere and feed-forward 10, each or not: what a block adds tells what was kept.
    @Test
    void dropPathGrowsFromNothingInTheFirstBlock() {
        var config =
                new TransformerConfig(3, WIDTH, HEADS, 10, NormPlacement.BEFORE, 1e-3, true, null, 0, 0, 0, 0.5, 0);
        var encoder = new TransformerEncoder(store.root(), config, NAMES, BlockInit.same(Init.zeros()));
        store.allocateFrozen(parameter -> Group.DECAYED);
        int samples = 2000;
        for (int i = 0; i < 3; i++) {
            store.parameter(i + ".joined.bias").value().fill_(1);
            store.parameter(i + ".narrow.bias").value().fill_(10);
        }
        Torch.manualSeed(21);
        try (var scope = Scope.open()) {
            var input = Tensors.zeros(DType.FLOAT32, samples, 2, WIDTH);
            var outputs = encoder.apply(input, AttentionBias.NONE, Mode.TRAIN);
            var before = new float[samples * 2 * WIDTH];
            for (int i = 0; i < 3; i++) {
                double rate = new double[] {0, 0.25, 0.5}[i];
                var after = outputs.get(i).block().toFloatArray();
                int attended = 0;
                int fed = 0;
                for (int s = 0; s < samples; s++) {
                    int from = s * 2 * WIDTH;
                    double added = (after[from] - before[from]) * (1 - rate);
                    for (int c = 0; c < 2 * WIDTH; c++) {
                        assertThat((after[from + c] - before[from + c]) * (1 - rate))
                                .isEqualTo(added, within(1e-4));
                    }
                    long kept = Math.round(added);
                    assertThat(kept).isIn(0L, 1L, 10L, 11L);
                    attended += kept % 10 == 1 ? 1 : 0;
                    fed += kept >= 10 ? 1 : 0;
                }
                // Five deviations of a share of 2000 are at most 0.056.
                assertThat(attended / (double) samples).isEqualTo(1 - rate, within(rate == 0 ? 0 : 0.056));
                assertThat(fed / (double) samples).isEqualTo(1 - rate, within(rate == 0 ? 0 : 0.056));
                before = after;
            }
        }
    }

    @Test
    void aSingleBlockHasNoDropPath() {
        var config =
                new TransformerConfig(1, WIDTH, HEADS, 10, NormPlacement.BEFORE, 1e-3, true, null, 0, 0, 0, 0.9, 0);
        var encoder = encoder(config);
        var input = noise(new SplittableRandom(2), 8, TIME, WIDTH);
        var expected = new PlainEncoder(config, NAMES, weights()).apply(input, null);
        assertThat(trained(encoder, input, 1))
                .containsExactly(floats(flat(expected.getLast().block())), within(1e-5f));
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void aWidthIsSharedByItsHeads() {
        assertThatThrownBy(
                        () -> new TransformerConfig(1, 10, 4, 8, NormPlacement.AFTER, 1e-5, true, null, 0, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width 10 cannot be shared by 4 heads");
        assertThatThrownBy(
                        () -> new TransformerConfig(0, 8, 4, 8, NormPlacement.AFTER, 1e-5, true, null, 0, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void sharesAreBelowOne(double share) {
        var names = List.of("dropout", "attentionDropout", "activationDropout", "dropPath", "layerDrop");
        for (int i = 0; i < 5; i++) {
            var s = new double[5];
            s[i] = share;
            assertThatThrownBy(() -> new TransformerConfig(
                            1, 8, 4, 8, NormPlacement.AFTER, 1e-5, true, null, s[0], s[1], s[2], s[3], s[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(names.get(i) + " is in [0, 1), not " + share);
        }
    }
}
