package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.TimedStep;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final Collapse LIMITS = new Collapse(0.1, 0.01, 99, 1);

    @Test
    void comparesTheFirstTenthWithTheLast() {
        var history = new History(List.of());
        for (int i = 1; i <= 200; i++) {
            history.onStep(step(i, 2.0 / i, 1.0, 0.5));
        }
        var summary = Summary.of(history, LIMITS);

        double first = 0;
        double last = 0;
        for (int i = 1; i <= 20; i++) {
            first += 2.0 / i / 20;
            last += 2.0 / (180 + i) / 20;
        }
        assertThat(summary.firstLoss()).isCloseTo(first, within(1e-12));
        assertThat(summary.lastLoss()).isCloseTo(last, within(1e-12));
        assertThat(summary.samplesPerSecond()).isEqualTo(8 / 0.5);
        assertThat(summary.waitShare()).isEqualTo(0.1);
        assertThat(summary.text())
                .contains("The loss fell from 0.3598 (first tenth of 200 steps) to 0.0105 (last tenth), -97 %.")
                .contains(
                        "Nothing collapsed: targets deviated by 1.000 (floor 0.10) in the last tenth, predictions by 0.500")
                .contains("16 samples/s; 10.0 % of the time was spent waiting for data.");
    }

    @Test
    void aLossThatRoseIsSaidToHaveRisen() {
        var history = new History(List.of());
        history.onStep(step(1, 1, 1, 1));
        history.onStep(step(2, 2, 1, 1));
        assertThat(Summary.of(history, LIMITS).text()).contains("The loss did not fall: it went from 1.0000");
    }

    @Test
    void isUnhealthyIfItWasStoppedOrTheLossIsNoNumber() {
        assertThat(of(1, 0.5, 0.2).isHealthy()).isTrue();
        assertThat(of(1, 0.5, 0.2).asCollapsed().isHealthy()).isFalse();
        assertThat(of(Double.NaN, 1, 1).isHealthy()).isFalse();
        assertThat(of(1, 0.05, 0.2).asCollapsed().text())
                .contains("The representation COLLAPSED: targets deviated by 0.050 (floor 0.10) in the last tenth,"
                        + " predictions by 0.200 (floor 0.01).");
    }

    @Test
    void doesNotJudgeARunThatHasHardlyBegun() {
        var history = new History(List.of());
        history.onStep(step(1, 1, 1, 0));
        assertThat(Summary.of(history, LIMITS).isHealthy()).isTrue();
        assertThat(Summary.of(history, LIMITS).text()).contains("Too few steps to tell whether it collapses: targets");
    }

    private static Summary of(double loss, double targetDeviation, double predictionDeviation) {
        var history = new History(List.of());
        for (int i = 1; i <= 100; i++) {
            history.onStep(step(i, loss, targetDeviation, predictionDeviation));
        }
        return Summary.of(history, LIMITS);
    }

    private static TimedStep step(long number, double loss, double targetDeviation, double predictionDeviation) {
        var report = new StepReport(number, loss, 1, targetDeviation, predictionDeviation, 0.99, 1e-3, 10, 40);
        return new TimedStep(report, 8, 50_000_000, 500_000_000);
    }
}
