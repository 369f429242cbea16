package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FixedPlanTest {

    private static final long[] SHAPE = {3, 8, 8};

    // The orders of EpochOrderTest, 7 4 10 11 0 1 2 8 3 6 9 5 and then 4 3 5 9 8 7 11 1 10 6 0 2, in fives.
    @Test
    void batchesGoThroughOneEpochAfterTheOther() {
        var plan = new FixedPlan(12, 5, SHAPE, Randomness.of(1));
        assertThat(plan.batch(1)).isEqualTo(new PlannedBatch(new int[] {7, 4, 10, 11, 0}, SHAPE));
        assertThat(plan.batch(2)).isEqualTo(new PlannedBatch(new int[] {1, 2, 8, 3, 6}, SHAPE));
        assertThat(plan.batch(3)).isEqualTo(new PlannedBatch(new int[] {9, 5, 4, 3, 5}, SHAPE));
        assertThat(plan.batch(4)).isEqualTo(new PlannedBatch(new int[] {9, 8, 7, 11, 1}, SHAPE));
        assertThat(plan.batch(1).samples()).as("asked again").containsExactly(7, 4, 10, 11, 0);
    }

    @Test
    void countsElementsAndEpochs() {
        var plan = new FixedPlan(12, 5, SHAPE, Randomness.of(1));
        assertThat(plan.largestBatch(PlannedBatch::elements)).isEqualTo(5 * 192);
        assertThat(plan.epochs(6)).isEqualTo(2.5);
        assertThat(plan.epochs(0)).isZero();
        // More samples than an int counts.
        assertThat(plan.epochs(6_000_000_000L)).isEqualTo(2.5e9);
        assertThat(IntStream.of(plan.batch(6_000_000_000L).samples())).allMatch(sample -> 0 <= sample && sample < 12);
    }

    @Test
    void aBatchMayBeLargerThanAnEpoch() {
        var plan = new FixedPlan(2, 5, SHAPE, Randomness.of(1));
        assertThat(plan.batch(1).samples()).hasSize(5).contains(0, 1);
    }

    @Test
    void theShapeIsItsOwn() {
        var shape = new long[] {2, 2};
        var plan = new FixedPlan(3, 1, shape, Randomness.of(1));
        shape[0] = 9;
        assertThat(plan.batch(1).shape()).containsExactly(1, 2, 2);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new FixedPlan(0, 1, SHAPE, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one sample");
        assertThatThrownBy(() -> new FixedPlan(3, 0, SHAPE, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize must be at least 1, is 0");
        var plan = new FixedPlan(3, 1, SHAPE, Randomness.of(1));
        assertThatThrownBy(() -> plan.batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches count from 1, but this one is 0");
    }
}
