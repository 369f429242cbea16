package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    // The published recipe: linspace(0, peak, 5), then minimum + (peak - minimum) (1 + cos(pi i / 8)) / 2 for i from 0.
    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "2, 0.25",
        "3, 0.5",
        "4, 0.75",
        "5, 1",
        "6, 1", // i = 0
        "7, 0.9657457896", // i = 1: 0.1 + 0.45 (1 + cos 22.5)
        "8, 0.8681980515", // i = 2: 0.1 + 0.45 (1 + cos 45)
        "10, 0.55", // i = 4: the middle
        "13, 0.1342542104", // i = 7, the last update
        "14, 0.1", // i = 8, after the end
    })
    void warmUpAndHalfACosine(long step, double rate) {
        assertThat(Schedule.cosine(1, 0.1, 5, 13).at(step)).isEqualTo(rate, within(1e-10));
    }

    // ViT-B: 1251 * 800 updates of which 12,510 warm up, from 2e-3 to 1e-5.
    @ParameterizedTest
    @CsvSource({"1, 0", "12510, 2e-3", "12511, 2e-3", "506655, 1.005e-3", "1000801, 1e-5"})
    void theRecipeForVision(long step, double rate) {
        assertThat(Schedule.cosine(2e-3, 1e-5, 12_510, 1_000_800).at(step)).isEqualTo(rate, within(4e-9));
    }

    @Test
    void withoutWarmUpItStartsAtThePeak() {
        var schedule = Schedule.cosine(0.5, 0, 0, 4);
        assertThat(schedule.at(1)).isEqualTo(0.5);
        assertThat(schedule.at(3)).isEqualTo(0.25, within(1e-12));
    }

    @Test
    void aWarmUpOfOneUpdateIsAtThePeak() {
        assertThat(Schedule.cosine(0.5, 0, 1, 4).at(1)).isEqualTo(0.5);
    }

    @Test
    void itRisesAndThenFalls() {
        var schedule = Schedule.cosine(1e-3, 1e-5, 10, 100);
        for (long step = 2; step <= 10; step++) {
            assertThat(schedule.at(step)).isGreaterThan(schedule.at(step - 1));
        }
        for (long step = 12; step <= 100; step++) {
            assertThat(schedule.at(step)).isLessThan(schedule.at(step - 1)).isGreaterThan(1e-5);
        }
    }
}
