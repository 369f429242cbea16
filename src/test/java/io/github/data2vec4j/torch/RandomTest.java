package io.github.data2vec4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RandomTest {

    private static final int MANY = 20_000;

    static Stream<Arguments> draws() {
        return Stream.of(
                draw("uniform_", () -> Tensors.zeros(DType.FLOAT32, 100).uniform_(0, 1)),
                draw("normal_", () -> Tensors.zeros(DType.FLOAT32, 100).normal_(0, 1)),
                draw("bernoulli_", () -> Tensors.zeros(DType.FLOAT32, 100).bernoulli_(0.5)),
                draw("randperm", () -> Tensors.randperm(100)),
                draw("dropout", () -> Functional.dropout(Tensors.ones(DType.FLOAT32, 100), 0.5)));
    }

    private static Arguments draw(String name, Supplier<Tensor> draw) {
        return Arguments.of(name, draw);
    }

    private static double[] drawn(long seed, Supplier<Tensor> draw) {
        try (var scope = Scope.open()) {
            Torch.manualSeed(seed);
            return draw.get().toDoubleArray();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("draws")
    void theSeedDecides(String name, Supplier<Tensor> draw) {
        var numbers = drawn(17, draw);

        assertThat(drawn(17, draw)).as(name).isEqualTo(numbers);
        assertThat(drawn(18, draw)).as(name).isNotEqualTo(numbers);
    }

    @Test
    void anySeedOf64BitsWorks() {
        var negative = drawn(-1, () -> Tensors.randperm(50));

        assertThat(drawn(Long.MIN_VALUE, () -> Tensors.randperm(50))).isNotEqualTo(negative);
    }

    @Test
    void dropoutZeroesItsShareAndScalesTheRest() {
        var values = drawn(3, () -> Functional.dropout(Tensors.full(3, DType.FLOAT64, MANY), 0.25));

        assertThat(values).containsOnly(0, 4);
        long kept = Arrays.stream(values).filter(value -> value != 0).count();
        assertThat(kept / (double) MANY).isCloseTo(0.75, within(0.01));
        assertThat(drawn(3, () -> Functional.dropout(Tensors.ones(DType.FLOAT32, 10), 0)))
                .containsOnly(1);
        assertThat(drawn(3, () -> Functional.dropout(Tensors.ones(DType.FLOAT32, 10), 1)))
                .containsOnly(0);
    }

    @Test
    void dropoutScalesTheGradientAsItScalesTheValue() {
        try (var scope = Scope.open()) {
            var x = Tensors.ones(DType.FLOAT64, 50).requiresGrad(true);
            Torch.manualSeed(3);
            var kept = Functional.dropout(x, 0.5);
            kept.sum().backward();

            assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).isEqualTo(kept.toDoubleArray());
        }
    }

    @Test
    void attentionDropsWeights() {
        try (var scope = Scope.open()) {
            var query = Tensors.zeros(DType.FLOAT32, 1, 1, 4, 2);
            var value = Tensors.ones(DType.FLOAT32, 1, 1, 4, 2);
            Torch.manualSeed(2);
            // Each of four equal weights is 0 or 1/2 after dropout: the sums are multiples of 1/2, not all 1.
            var sums = Functional.scaledDotProductAttention(query, query, value, null, 0.5)
                    .toDoubleArray();

            var doubled = Arrays.stream(sums).map(sum -> 2 * sum).toArray();
            assertThat(doubled)
                    .containsExactly(Arrays.stream(doubled).map(Math::rint).toArray(), within(1e-6));
            assertThat(Arrays.stream(sums).distinct().count()).isGreaterThan(1);
        }
    }

    @Test
    void uniformNumbersStayInTheirRange() {
        var values = drawn(5, () -> Tensors.zeros(DType.FLOAT32, MANY).uniform_(2, 5));

        assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(2.0, 2.01);
        assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(4.99, 5.0);
    }

    @Test
    void bernoulliNumbersAreZeroOrOne() {
        assertThat(drawn(5, () -> Tensors.zeros(DType.FLOAT32, MANY).bernoulli_(0.1)))
                .containsOnly(0, 1);
    }

    @Test
    void aPermutationIsOne() {
        var order = drawn(5, () -> Tensors.randperm(100));

        assertThat(order).doesNotHaveDuplicates().hasSize(100);
        assertThat(order[0]).isNotEqualTo(0);
        assertThat(Arrays.stream(order).boxed().toList())
                .isNotEqualTo(Arrays.stream(order).sorted().boxed().toList());
    }
}
