package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.data2vec4j.data2vec.EmaDecay;
import io.github.data2vec4j.data2vec.Method;
import io.github.data2vec4j.data2vec.RegressionLoss;
import io.github.data2vec4j.data2vec.Spared;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.data2vec.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollapseMonitorTest {

    private static final Collapse LIMITS = new Collapse(0.1, 0.01, 100, 1);

    private static final String NOT_NORMALISED =
            "targets are not normalised, so nothing keeps them apart: set method.targets.layerNorms";

    private static Method method(Targets.Norm... layerNorms) {
        return new Method(
                new Targets(2, Targets.Layer.BLOCK_OUTPUT, List.of(layerNorms), List.of()),
                new RegressionLoss(0, 1.0, RegressionLoss.Over.MEAN),
                new EmaDecay(0.99, 0.999, 10),
                0,
                Spared.NONE);
    }

    private static CollapseMonitor monitor(Collapse limits) {
        return new CollapseMonitor(limits, method(Targets.Norm.LAYER));
    }

    private static StepReport report(long step, double targets, double predictions) {
        return report(step, targets, predictions, 0.999, 1e-3, 50);
    }

    private static StepReport report(
            long step, double targets, double predictions, double emaDecay, double learningRate, long masked) {
        return new StepReport(step, 0.5, 1, targets, predictions, emaDecay, learningRate, masked, 100);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.01", "0.5, 0.3", "0.1001, 0.0101"})
    void atItsFloorsARunGoesOn(double targets, double predictions) {
        assertThatCode(() -> monitor(LIMITS).check(report(101, targets, predictions)))
                .doesNotThrowAnyException();
    }

    @Test
    void targetsBelowTheirFloor() {
        var report = report(101, 0.09994, 0.5);
        var alarm = catchThrowableOfType(
                CollapseException.class, () -> monitor(LIMITS).check(report));
        assertThat(alarm.report()).isEqualTo(report);
        assertThat(alarm)
                .hasMessageStartingWith("the representation collapsed at step 101: targets deviate by 0.0999, below"
                        + " collapse.targetFloor, 0.1.");
    }

    @Test
    void predictionsBelowTheirFloor() {
        assertThatThrownBy(() -> monitor(LIMITS).check(report(2000, 0.5, 0.0012)))
                .isInstanceOf(CollapseException.class)
                .hasMessageStartingWith(
                        "the representation collapsed at step 2000: predictions deviate by 0.0012, below"
                                + " collapse.predictionFloor, 0.01.");
    }

    @Test
    void floorsCountAfterTheirStepsOnly() {
        var monitor = monitor(LIMITS);
        for (long step = 1; step <= 100; step++) {
            monitor.check(report(step, 0, 0));
        }
        assertThatThrownBy(() -> monitor.check(report(101, 0, 0))).isInstanceOf(CollapseException.class);
        assertThatThrownBy(() -> monitor(new Collapse(0.1, 0.01, 0, 1)).check(report(1, 0, 0)))
                .isInstanceOf(CollapseException.class);
    }

    @Test
    void aFloorOfZeroNeverStopsARun() {
        assertThatCode(() -> monitor(Collapse.UNWATCHED).check(report(1_000_000, 0, 0)))
                .doesNotThrowAnyException();
        assertThatCode(() -> monitor(new Collapse(0, 0.01, 0, 1)).check(report(1, 0, 0.5)))
                .doesNotThrowAnyException();
        assertThatCode(() -> monitor(new Collapse(0.1, 0, 0, 1)).check(report(1, 0.5, 0)))
                .doesNotThrowAnyException();
    }

    // Batches that happen to be small say little: their few positions may lie beside each other.
    @Test
    void fewPositionsAreJudgedTogether() {
        var monitor = monitor(new Collapse(0.1, 0.01, 0, 100));
        monitor.check(report(1, 0.01, 0.5, 0.999, 1e-3, 40));
        monitor.check(report(2, 0.01, 0.5, 0.999, 1e-3, 40));
        // (40 * 0.01 + 40 * 0.01 + 50 * 0.3) / 130 is above the floor, and without the first step it would be too few.
        monitor.check(report(3, 0.3, 0.5, 0.999, 1e-3, 50));
        // (50 * 0.3 + 60 * 0.01) / 110
        monitor.check(report(4, 0.01, 0.5, 0.999, 1e-3, 60));
        // (60 * 0.01 + 40 * 0.01) / 100
        assertThatThrownBy(() -> monitor.check(report(5, 0.01, 0.5, 0.999, 1e-3, 40)))
                .hasMessageContaining("targets deviate by 0.0100");
    }

    @Test
    void aSinglePositionSaysNothing() {
        var monitor = monitor(new Collapse(0.1, 0.01, 0, 2));
        for (long step = 1; step <= 10; step++) {
            monitor.check(report(step, 0, 0, 0.999, 1e-3, 1));
        }
        assertThatThrownBy(() -> monitor.check(report(11, 0, 0, 0.999, 1e-3, 2)))
                .isInstanceOf(CollapseException.class);
    }

    @Test
    void whatIsNoNumberHasCollapsed() {
        assertThatThrownBy(() -> monitor(LIMITS).check(report(101, Double.NaN, 1)))
                .isInstanceOf(CollapseException.class);
    }

    // The numbers of fairseq: min_target_var, min_pred_var, and after how many updates they count.
    @Test
    void theReleasedFloors() {
        assertThat(Collapse.DATA2VEC).isEqualTo(new Collapse(0.1, 0.01, 5000, 1000));
    }

    @Test
    void withoutAKnownCauseThereIsAdvice() {
        assertThatThrownBy(() -> monitor(LIMITS).check(report(101, 0, 0)))
                .hasMessageContaining("None of the known causes stands out; try a lower learningRate.peak")
                .hasMessageContaining("learningRate.warmupSteps")
                .hasMessageContaining("method.ema.start");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.999  | 1e-3   | 9  | only 9.0 % of the positions are masked, so hardly anything has to be predicted: mask more
            0.999  | 2.1e-3 | 50 | the learning rate, 0.0021, is above all published ones: lower learningRate.peak
            0.9899 | 1e-3   | 50 | the teacher follows fast (decay 0.9899): raise method.ema.start and method.ema.end
            """)
    void eachCauseIsNamedAlone(double emaDecay, double learningRate, long masked, String cause) {
        assertThatThrownBy(() -> monitor(LIMITS).check(report(101, 0, 0, emaDecay, learningRate, masked)))
                .message()
                .endsWith("What fits of the known causes:\n  - " + cause);
    }

    @Test
    void targetsWithoutANormAreACause() {
        assertThatThrownBy(() -> new CollapseMonitor(LIMITS, method()).check(report(101, 0, 0)))
                .message()
                .endsWith("What fits of the known causes:\n  - " + NOT_NORMALISED);
    }

    // At the edge of what was published, nothing is a cause: 10 %, 2e-3 and 0.99.
    @Test
    void whatWasPublishedIsNoCause() {
        assertThatThrownBy(() -> monitor(LIMITS).check(report(101, 0, 0, 0.99, 2e-3, 10)))
                .hasMessageContaining("None of the known causes");
    }

    @Test
    void allCausesAreNamedTogether() {
        assertThatThrownBy(() -> new CollapseMonitor(LIMITS, method()).check(report(101, 0, 0, 0.5, 0.1, 2)))
                .message()
                .contains("\n  - " + NOT_NORMALISED)
                .contains("\n  - only 2.0 % of the positions")
                .contains("\n  - the learning rate, 0.1,")
                .contains("\n  - the teacher follows fast (decay 0.5)")
                .doesNotContain("None of the known causes");
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0, 0", "0, -0.1, 0", "0, 0, -1", "NaN, 0, 0", "0, NaN, 0"})
    void limitsAreNotNegative(double targetFloor, double predictionFloor, long afterSteps) {
        assertThatThrownBy(() -> new Collapse(targetFloor, predictionFloor, afterSteps, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targetFloor, predictionFloor and afterSteps must not be negative, but they are "
                        + targetFloor + ", " + predictionFloor + " and " + afterSteps);
    }
}
