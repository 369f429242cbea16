package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.train.LearningRate.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COSINE    | 0    | 0    | 0    | 0  | 0  | peak must be above 0, is 0.0
            COSINE    | 0    | NaN  | 0    | 0  | 0  | peak must be above 0, is NaN
            COSINE    | 1.5  | 1    | 0    | 0  | 0  | start and minimum must be from 0 to peak, 1.0, but they are 1.5 and 0.0
            COSINE    | 0    | 1    | 1.5  | 0  | 0  | start and minimum must be from 0 to peak, 1.0, but they are 0.0 and 1.5
            LINEAR    | -0.5 | 1    | 0    | 0  | 0  | start and minimum must be from 0 to peak, 1.0, but they are -0.5 and 0.0
            LINEAR    | NaN  | 1    | 0    | 0  | 0  | start and minimum must be from 0 to peak, 1.0, but they are NaN and 0.0
            COSINE    | 0    | 1    | 0    | -1 | 0  | warmupSteps and holdSteps must not be negative, but they are -1 and 0
            TRI_STAGE | 0    | 1    | 0.1  | 0  | -2 | warmupSteps and holdSteps must not be negative, but they are 0 and -2
            COSINE    | 0    | 1    | 0    | 0  | 5  | holdSteps must be 0, is 5: only tri-stage holds
            COSINE_INCLUSIVE | 0 | 1 | 0   | 0  | 5  | holdSteps must be 0, is 5: only tri-stage holds
            LINEAR    | 0    | 1    | 0    | 0  | 5  | holdSteps must be 0, is 5: only tri-stage holds
            TRI_STAGE | 0    | 1    | 0    | 0  | 5  | minimum must be above 0 for tri-stage, whose decay is exponential
            """)
    void whatMakesNoSenseIsNamed(
            Shape shape, double start, double peak, double minimum, long warmup, long hold, String reason) {
        assertThatThrownBy(() -> new LearningRate(shape, start, peak, minimum, warmup, hold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 10", "4, 6, 10", "0, 10, 10", "11, 0, 10"})
    void somethingMustBeLeftForTheRest(long warmup, long hold, long steps) {
        var rate = new LearningRate(Shape.TRI_STAGE, 0, 1, 0.1, warmup, hold);
        assertThatThrownBy(() -> rate.over(steps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warmupSteps " + warmup + " and holdSteps " + hold + " must be fewer than the run's "
                        + steps + " steps");
        assertThat(rate.over(warmup + hold + 1).at(1)).isNotNegative();
    }

    @Test
    void aCosineIsOneThatBeginsAtZero() {
        assertThat(LearningRate.cosine(1, 0.1, 5)).isEqualTo(new LearningRate(Shape.COSINE, 0, 1, 0.1, 5, 0));
    }
}
