package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RanksTest {

    private static final long[] SHAPE = {1};

    // 24 samples in batches of 3: an epoch is 8 batches, which 1, 2, 4 or 8 ranks finish together.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void togetherTheySeeEverySampleOnceInAnEpoch(int count) {
        var plan = new FixedPlan(24, 3, SHAPE, Randomness.of(1));
        for (int epoch = 0; epoch < 3; epoch++) {
            var seen = new ArrayList<Integer>();
            for (int rank = 0; rank < count; rank++) {
                var part = new Ranks(rank, count).part(plan);
                for (int batch = 0; batch < 8 / count; batch++) {
                    IntStream.of(part.batch(epoch * 8 / count + batch + 1).samples())
                            .forEach(seen::add);
                }
            }
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 24).boxed().toList());
        }
    }

    @Test
    void aRoundOfRanksIsWhatOneWouldSeeAlone() {
        var plan = new FixedPlan(10, 3, SHAPE, Randomness.of(1));
        for (int rank = 0; rank < 3; rank++) {
            var part = new Ranks(rank, 3).part(plan);
            for (long number = 1; number <= 20; number++) {
                assertThat(part.batch(number)).isEqualTo(plan.batch((number - 1) * 3 + rank + 1));
            }
            assertThat(part.epochs(10)).isEqualTo(9);
            assertThat(part.largestBatch(PlannedBatch::elements)).isEqualTo(3);
        }
    }

    // Two ranks that happened to read the same sample would otherwise see the same view of it.
    @Test
    void ranksAugmentDifferently() throws Exception {
        var drawn = new ArrayList<Float>();
        var source = MemorySource.of(1, 1, SHAPE, (sample, randomness) -> {
            drawn.add(randomness.generator().nextFloat());
            return new float[1];
        });
        for (int rank = 0; rank < 2; rank++) {
            var randomness = Randomness.of(1);
            try (var loader = new Loader(
                    source, Masking.NONE, randomness, new Ranks(rank, 2), BadSamples.noneTolerated(), 1, 1, 1)) {
                loader.next().close();
            }
        }
        assertThat(drawn).doesNotHaveDuplicates().hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "2, 2", "0, 0"})
    void refusesNonsense(int rank, int count) {
        assertThatThrownBy(() -> new Ranks(rank, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no rank " + rank + " among " + count);
    }
}
