package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Init;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.NativeMemory;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.train.AdamW.EpsilonAt;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWTest {

    private static final double[] RATES = {0.1, 0.02, 0, 0.3};

    private final ParameterStore store = new ParameterStore();

    @AfterEach
    void close() {
        store.close();
    }

    /** One weight, in float64. */
    private static final class Weight {

        private final AdamW.Config config;
        private final double decay;
        private double value;
        private double first;
        private double second;
        private int step;

        Weight(AdamW.Config config, double decay, double value) {
            this.config = config;
            this.decay = decay;
            this.value = value;
        }

        void update(double gradient, double rate) {
            step++;
            first = config.beta1() * first + (1 - config.beta1()) * gradient;
            second = config.beta2() * second + (1 - config.beta2()) * gradient * gradient;
            switch (config.epsilonAt()) {
                case CORRECTED -> asInThePaper(rate);
                case UNCORRECTED -> asInFairseq(rate);
            }
        }

        // Loshchilov and Hutter, 2019, algorithm 2.
        private void asInThePaper(double rate) {
            double mean = first / (1 - Math.pow(config.beta1(), step));
            double root = Math.sqrt(second / (1 - Math.pow(config.beta2(), step)));
            value -= rate * decay * value;
            value -= rate * mean / (root + config.epsilon());
        }

        private void asInFairseq(double rate) {
            double denominator = Math.sqrt(second) + config.epsilon();
            double firstCorrection = 1 - Math.pow(config.beta1(), step);
            double secondCorrection = 1 - Math.pow(config.beta2(), step);
            double stepSize = rate * Math.sqrt(secondCorrection) / firstCorrection;
            value -= rate * decay * value;
            value -= stepSize * first / denominator;
        }
    }

    private static Group byDimension(Parameter parameter) {
        return parameter.dim() > 1 ? Group.DECAYED : Group.SPARED;
    }

    private static double gradient(int step, int element) {
        return (float) (Math.sin(3.1 * step + element) * Math.pow(10, element % 4 - 2));
    }

    private void set(String name, int step, boolean gradients) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var parameter = store.parameter(name);
            int length = (int) parameter.numel();
            var numbers = new double[length];
            for (int i = 0; i < length; i++) {
                numbers[i] = gradient(step, i);
            }
            var buffer = gradients ? store.gradients() : store.values();
            buffer.narrow(0, store.offset(parameter), length).copy_(Tensors.of(numbers, length));
        }
    }

    // The second numbers are those of the vision recipe, the fourth those of speech and text; an epsilon of 0.1 shows
    // where it is added.
    @ParameterizedTest
    @CsvSource({
        "0.9, 0.98, 1e-6, CORRECTED, 0.5",
        "0.9, 0.999, 1e-8, CORRECTED, 0.05",
        "0, 0.5, 0.1, CORRECTED, 0",
        "0.9, 0.98, 1e-6, UNCORRECTED, 0.01",
        "0.9, 0.98, 0.1, UNCORRECTED, 0.5",
        "0, 0.5, 0.1, UNCORRECTED, 0"
    })
    void fourUpdatesOfBothGroups(double beta1, double beta2, double epsilon, EpsilonAt at, double weightDecay) {
        var config = new AdamW.Config(beta1, beta2, epsilon, at, weightDecay);
        store.root().parameter("bias", Init.zeros(), 5);
        store.root().parameter("matrix", Init.zeros(), 3, 7);
        store.allocateTrainable(AdamWTest::byDimension);
        var weights = new Weight[2][];
        for (var name : new String[] {"bias", "matrix"}) {
            set(name, 0, false);
            int length = (int) store.parameter(name).numel();
            boolean decays = name.equals("matrix");
            var all = new Weight[length];
            for (int i = 0; i < length; i++) {
                all[i] = new Weight(config, decays ? weightDecay : 0, gradient(0, i));
            }
            weights[decays ? 1 : 0] = all;
        }

        try (var adam = new AdamW(store, config)) {
            for (int step = 1; step <= RATES.length; step++) {
                set("bias", step, true);
                set("matrix", step, true);
                adam.update(RATES[step - 1]);
                for (var group : weights) {
                    for (int i = 0; i < group.length; i++) {
                        group[i].update(gradient(step, i), RATES[step - 1]);
                    }
                }
                assertThat(store.parameter("bias").value().toDoubleArray())
                        .as("bias, step %d", step)
                        .containsExactly(values(weights[0]), within(2e-6));
                assertThat(store.parameter("matrix").value().toDoubleArray())
                        .as("matrix, step %d", step)
                        .containsExactly(values(weights[1]), within(2e-6));
            }
        }
    }

    private static double[] values(Weight[] weights) {
        var values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i].value;
        }
        return values;
    }

    // Epsilon beside a gradient g: of the first update, the mean is g, the corrected root |g|, and the root as it is
    // sqrt(0.02) |g|. So the weight moves by g / (|g| + e), or by sqrt(0.02) g / (sqrt(0.02) |g| + e).
    @ParameterizedTest
    @CsvSource({"CORRECTED, 0.5", "UNCORRECTED, 0.1238993"})
    void epsilonWeighsMoreWhereItIsAddedToTheUncorrectedRoot(EpsilonAt at, double moved) {
        store.root().parameter("a", Init.zeros(), 3);
        store.allocateTrainable(parameter -> Group.DECAYED);
        store.gradients().fill_(0.1);
        try (var adam = new AdamW(store, new AdamW.Config(0.9, 0.98, 0.1, at, 0))) {
            adam.update(1);
        }
        assertThat(store.parameter("a").value().toDoubleArray())
                .containsExactly(new double[] {-moved, -moved, -moved}, within(1e-6));
    }

    // Four groups by decay and by rate, of which one does not move at all.
    @ParameterizedTest
    @EnumSource(EpsilonAt.class)
    void groupsHaveRatesOfTheirOwn(EpsilonAt at) {
        var config = new AdamW.Config(0.9, 0.98, 1e-3, at, 0.5);
        var groups = Map.of(
                "full", Group.DECAYED,
                "half", new Group(true, 0.5),
                "spared", new Group(false, 0.25),
                "still", new Group(true, 0));
        for (var name : groups.keySet()) {
            store.root().parameter(name, Init.zeros(), 7);
        }
        store.allocateTrainable(parameter -> Objects.requireNonNull(groups.get(parameter.name())));
        var weights = new HashMap<String, Weight[]>();
        groups.forEach((name, group) -> {
            set(name, 0, false);
            var all = new Weight[7];
            for (int i = 0; i < 7; i++) {
                all[i] = new Weight(config, group.decayed() ? 0.5 : 0, gradient(0, i));
            }
            weights.put(name, all);
        });
        try (var adam = new AdamW(store, config)) {
            for (int update = 1; update <= RATES.length; update++) {
                int step = update;
                double rate = RATES[step - 1];
                groups.keySet().forEach(name -> set(name, step, true));
                adam.update(rate);
                groups.forEach((name, group) -> {
                    var all = Objects.requireNonNull(weights.get(name));
                    for (int i = 0; i < 7; i++) {
                        all[i].update(gradient(step, i), rate * group.rateScale());
                    }
                    assertThat(store.parameter(name).value().toDoubleArray())
                            .as("%s, step %d", name, step)
                            .containsExactly(values(all), within(2e-6));
                });
            }
        }
        var start = new double[7];
        for (int i = 0; i < 7; i++) {
            start[i] = gradient(0, i);
        }
        assertThat(store.parameter("still").value().toDoubleArray()).isEqualTo(start);
    }

    // The first update of Adam goes by the learning rate, whatever the gradient.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSingleGroupIsEnough(boolean decays) {
        store.root().parameter("a", Init.ones(), 3);
        store.allocateTrainable(parameter -> decays ? Group.DECAYED : Group.SPARED);
        store.initialise(1);
        store.gradients().fill_(123);
        try (var adam = new AdamW(store, new AdamW.Config(0.9, 0.999, 1e-8, EpsilonAt.CORRECTED, 0.5))) {
            adam.update(0.01);
        }
        assertThat(store.parameter("a").value().toDoubleArray())
                .containsExactly(
                        decays ? new double[] {0.985, 0.985, 0.985} : new double[] {0.99, 0.99, 0.99}, within(1e-6));
    }

    @Test
    void gapsStayZero() {
        store.root().parameter("a", Init.ones(), 3);
        store.allocateTrainable(parameter -> Group.DECAYED);
        store.initialise(1);
        set("a", 1, true);
        try (var adam = new AdamW(store, new AdamW.Config(0.9, 0.999, 1e-8, EpsilonAt.CORRECTED, 0.5))) {
            adam.update(0.1);
            adam.update(0.1);
        }
        var flat = store.values().toFloatArray();
        assertThat(Arrays.copyOfRange(flat, 0, 3)).doesNotContain(0, 1);
        assertThat(Arrays.copyOfRange(flat, 3, 16)).containsOnly(0);
    }

    @Test
    void closingFreesTheMoments() {
        store.root().parameter("a", Init.ones(), 3);
        store.root().parameter("b", Init.ones(), 3, 3);
        store.allocateTrainable(AdamWTest::byDimension);
        long before = NativeMemory.now().tensors();
        var adam = new AdamW(store, new AdamW.Config(0.9, 0.999, 1e-8, EpsilonAt.CORRECTED, 0.5));
        assertThat(NativeMemory.now().tensors()).isGreaterThan(before);
        adam.close();
        adam.close();
        assertThat(NativeMemory.now().tensors()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9", "-0.1, 0.9", "0.9, 1", "NaN, 0.9", "0.9, NaN"})
    void betasAreSharesBelowOne(double beta1, double beta2) {
        assertThatThrownBy(() -> new AdamW.Config(beta1, beta2, 1e-8, EpsilonAt.CORRECTED, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta1 and beta2 are in [0, 1), not " + beta1 + " and " + beta2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "1e-8, -1", "NaN, 0", "1e-8, NaN"})
    void epsilonIsAboveZeroAndDecayNotBelow(double epsilon, double weightDecay) {
        assertThatThrownBy(() -> new AdamW.Config(0.9, 0.9, epsilon, EpsilonAt.CORRECTED, weightDecay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epsilon must be above 0 and weightDecay not below it");
    }
}
