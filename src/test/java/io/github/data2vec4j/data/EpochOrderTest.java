package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

    @Test
    void everyEpochHoldsEverySampleOnce() {
        var order = new EpochOrder(Randomness.of(1), 1000);
        for (long epoch = 0; epoch < 5; epoch++) {
            assertThat(epoch(order, epoch))
                    .containsExactlyInAnyOrder(LongStream.range(0, 1000).toArray());
        }
    }

    // From a separate Python program: SplitMix bits, shuffled inside out by Fisher and Yates. Saved runs depend on it.
    @Test
    void ordersAreThoseOfTheIndependentProgram() {
        var order = new EpochOrder(Randomness.of(1), 12);
        assertThat(epoch(order, 0)).containsExactly(7, 4, 10, 11, 0, 1, 2, 8, 3, 6, 9, 5);
        assertThat(epoch(order, 1)).containsExactly(4, 3, 5, 9, 8, 7, 11, 1, 10, 6, 0, 2);
    }

    @Test
    void epochsAndSeedsDiffer() {
        var order = new EpochOrder(Randomness.of(1), 1000);
        assertThat(epoch(order, 0)).isNotEqualTo(epoch(order, 1));
        assertThat(epoch(order, 0)).isNotEqualTo(epoch(new EpochOrder(Randomness.of(2), 1000), 0));
    }

    @Test
    void ranksAgree() {
        var one = new EpochOrder(Randomness.of(1), 100);
        var two = new EpochOrder(Randomness.of(1).rank(3).at(17).sample(5), 100);
        assertThat(epoch(one, 2)).isEqualTo(epoch(two, 2));
    }

    // Visited backwards and with jumps: nothing depends on what was asked before.
    @Test
    void positionAloneDecides() {
        var forward = new EpochOrder(Randomness.of(7), 13);
        var expected = LongStream.range(0, 130).map(forward::sampleAt).toArray();
        var jumping = new EpochOrder(Randomness.of(7), 13);
        for (int i = 0; i < 130; i++) {
            int position = (i * 37 + 129) % 130;
            assertThat(jumping.sampleAt(position)).isEqualTo(expected[position]);
        }
    }

    @Test
    void threadsAgree() {
        var order = new EpochOrder(Randomness.of(7), 50);
        var expected = LongStream.range(0, 1000)
                .map(new EpochOrder(Randomness.of(7), 50)::sampleAt)
                .toArray();
        var found = LongStream.range(0, 1000).parallel().map(order::sampleAt).toArray();
        assertThat(found).isEqualTo(expected);
    }

    // All 24 orders of four samples are equally likely: chi-square with 23 degrees of freedom, mean 23, deviation 6.8.
    @Test
    void permutationsAreUniform() {
        var order = new EpochOrder(Randomness.of(11), 4);
        var counts = new int[256];
        for (long epoch = 0; epoch < 24_000; epoch++) {
            var samples = epoch(order, epoch);
            counts[(int) (samples[0] << 6 | samples[1] << 4 | samples[2] << 2 | samples[3])]++;
        }
        var seen = IntStream.of(counts).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(24);
        var chiSquare = Arrays.stream(seen)
                .mapToDouble(count -> (count - 1000.0) * (count - 1000.0) / 1000.0)
                .sum();
        assertThat(chiSquare).isBetween(5.0, 50.0);
    }

    @Test
    void countsEpochs() {
        var order = new EpochOrder(Randomness.of(1), 10);
        assertThat(order.epochOf(9)).isZero();
        assertThat(order.epochOf(10)).isOne();
        assertThat(order.sampleAt(30_000_000_000L)).isBetween(0L, 9L);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new EpochOrder(Randomness.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one sample");
        assertThatThrownBy(() -> new EpochOrder(Randomness.of(1), 3).sampleAt(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    private static long[] epoch(EpochOrder order, long epoch) {
        return LongStream.range(0, order.size())
                .map(i -> order.sampleAt(epoch * order.size() + i))
                .toArray();
    }
}
