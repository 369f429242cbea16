package io.github.data2vec4j.data2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmaDecayTest {

    // From 0.9 to 1 in 4 updates: 0.025 each.
    @ParameterizedTest
    @CsvSource({"0, 0.9", "1, 0.925", "2, 0.95", "3, 0.975", "4, 1", "5, 1", "1000000000000, 1"})
    void growsLinearlyAndStays(long updates, double decay) {
        assertThat(new EmaDecay(0.9, 1, 4).after(updates)).isEqualTo(decay, within(1e-15));
    }

    // The speech recipe of the paper: 0.999 to 0.9999 in 30,000 updates.
    @ParameterizedTest
    @CsvSource({"0, 0.999", "1, 0.99900003", "15000, 0.99945", "29999, 0.99989997", "30000, 0.9999", "30001, 0.9999"})
    void theRecipeForSpeech(long updates, double decay) {
        assertThat(new EmaDecay(0.999, 0.9999, 30_000).after(updates)).isEqualTo(decay, within(1e-12));
    }

    @Test
    void equalEndsAreConstant() {
        var decay = new EmaDecay(0.9998, 0.9998, 10);
        for (long updates = 0; updates < 20; updates++) {
            assertThat(decay.after(updates)).isEqualTo(0.9998);
        }
    }

    @Test
    void withoutAnnealingItEndsAtOnce() {
        assertThat(new EmaDecay(0.1, 0.7, 0).after(0)).isEqualTo(0.7);
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0.5", "0.5, 1.1", "NaN, 0.5", "0.5, NaN"})
    void decaysAreShares(double start, double end) {
        assertThatThrownBy(() -> new EmaDecay(start, end, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a decay is from 0 to 1, not " + start + " to " + end);
    }

    @Test
    void annealingTakesNoNegativeTime() {
        assertThatThrownBy(() -> new EmaDecay(0, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("annealSteps must not be negative, is -1");
    }
}
