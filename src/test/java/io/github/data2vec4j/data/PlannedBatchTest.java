package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlannedBatchTest {

    private static PlannedBatch batch(int... samples) {
        return new PlannedBatch(samples, new long[] {3, 5});
    }

    @Test
    void itsShapeIsThatOfItsRows() {
        assertThat(batch(7, 8).shape()).containsExactly(2, 3, 5);
        assertThat(batch(7, 8).elements()).isEqualTo(30);
        assertThat(new PlannedBatch(new int[2], new long[] {3_000_000_000L}).elements())
                .isEqualTo(6_000_000_000L);
    }

    @Test
    void equalsByWhatItHolds() {
        assertThat(batch(7, 8)).isEqualTo(batch(7, 8)).hasSameHashCodeAs(batch(7, 8));
        assertThat(batch(7, 8))
                .isNotEqualTo(batch(8, 7))
                .isNotEqualTo(new PlannedBatch(new int[] {7, 8}, new long[] {5, 3}));
        assertThat(batch(7, 8)).hasToString("samples [7, 8] of shape [3, 5]");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> batch())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch holds at least one sample");
        var huge = new PlannedBatch(new int[4], new long[] {Long.MAX_VALUE / 2});
        assertThatThrownBy(huge::elements).isInstanceOf(ArithmeticException.class);
    }
}
