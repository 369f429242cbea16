package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LossCurveTest {

    @Test
    void theRunningMeanNarrowsAtTheEnds() {
        assertThat(LossCurve.runningMean(new double[] {0, 3, 6, 12}))
                .containsExactly((0 + 3) / 2.0, (0 + 3 + 6) / 3.0, (3 + 6 + 12) / 3.0, (6 + 12) / 2.0);
    }
}
