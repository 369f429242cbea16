package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.train.LearningRate.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By formulas over u, the number of updates before this one; W of them warm up, H hold, and N are all. */
class ScheduleTest {

    private static double at(LearningRate rate, long steps, long u) {
        return rate.over(steps).at(u + 1);
    }

    // fairseq: below W, start + (peak - start) u / W; then minimum + (peak - minimum) (1 + cos(pi (u - W) / (N - W))) /
    // 2.
    @ParameterizedTest
    @CsvSource({
        "0, 0.2",
        "3, 0.8", // W - 1: 0.2 + 0.8 * 3 / 4
        "4, 1", // W
        "5, 0.9657457896", // 0.1 + 0.45 (1 + cos 22.5)
        "6, 0.8681980515", // 0.1 + 0.45 (1 + cos 45)
        "8, 0.55", // the middle
        "11, 0.1342542104", // N - 1: 0.1 + 0.45 (1 + cos 157.5)
        "12, 0.1", // N
    })
    void warmUpAndHalfACosine(long u, double rate) {
        assertThat(at(new LearningRate(Shape.COSINE, 0.2, 1, 0.1, 4, 0), 12, u)).isEqualTo(rate, within(1e-10));
        assertThat(at(LearningRate.cosine(1, 0.1, 4), 12, u)).isEqualTo(u < 4 ? u / 4.0 : rate, within(1e-10));
    }

    // The published recipe for vision: linspace(start, peak, W), then the same cosine.
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.25",
        "2, 0.5",
        "3, 0.75",
        "4, 1", // W - 1
        "5, 1", // W
        "6, 0.9657457896",
        "7, 0.8681980515",
        "9, 0.55",
        "12, 0.1342542104", // N - 1
        "13, 0.1", // N
    })
    void warmUpToItsLastUpdateAndHalfACosine(long u, double rate) {
        assertThat(at(new LearningRate(Shape.COSINE_INCLUSIVE, 0, 1, 0.1, 5, 0), 13, u))
                .isEqualTo(rate, within(1e-10));
        double fromAFifth = u < 5 ? 0.2 + 0.8 * rate : rate;
        assertThat(at(new LearningRate(Shape.COSINE_INCLUSIVE, 0.2, 1, 0.1, 5, 0), 13, u))
                .isEqualTo(fromAFifth, within(1e-10));
    }

    // Below W, start + (peak - start) u / W; below W + H, the peak; then peak (minimum / peak)^((u - W - H) / C) with
    // C = N - W - H, 5 here; then the minimum.
    @ParameterizedTest
    @CsvSource({
        "0, 0.01",
        "3, 0.7525", // W - 1: 0.01 + 0.99 * 3 / 4
        "4, 1", // W
        "6, 1", // W + H - 1
        "7, 1", // W + H
        "8, 0.3981071706", // 10^-0.4
        "11, 0.0251188643", // N - 1: 10^-1.6
        "12, 0.01", // N
        "1000, 0.01",
    })
    void warmUpHoldAndExponentialDecay(long u, double rate) {
        var triStage = new LearningRate(Shape.TRI_STAGE, 0.01, 1, 0.01, 4, 3);
        assertThat(at(triStage, 12, u)).isEqualTo(rate, within(1e-10));
        var halved = new LearningRate(Shape.TRI_STAGE, 0.005, 0.5, 0.005, 4, 3);
        assertThat(at(halved, 12, u)).isEqualTo(rate / 2, within(1e-10));
    }

    // Below W, start + (peak - start) u / W; then minimum + (peak - minimum) (1 - (u - W) / (N - W)).
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.2",
        "3, 0.75, 0.8", // W - 1
        "4, 1, 1", // W
        "8, 0.5, 0.55",
        "11, 0.125, 0.2125", // N - 1
        "12, 0, 0.1", // N
        "1000, 0, 0.1",
    })
    void straightUpAndStraightDown(long u, double fromZero, double fromAFifthToATenth) {
        assertThat(at(new LearningRate(Shape.LINEAR, 0, 1, 0, 4, 0), 12, u)).isEqualTo(fromZero, within(1e-12));
        assertThat(at(new LearningRate(Shape.LINEAR, 0.2, 1, 0.1, 4, 0), 12, u))
                .isEqualTo(fromAFifthToATenth, within(1e-12));
    }

    // ViT-B: 1251 * 800 updates of which 12,510 warm up, from 2e-3 to 1e-5.
    @ParameterizedTest
    @CsvSource({"0, 0", "12509, 2e-3", "12510, 2e-3", "506655, 1.005e-3", "1000800, 1e-5"})
    void theRecipeForVision(long u, double rate) {
        var published = new LearningRate(Shape.COSINE_INCLUSIVE, 0, 2e-3, 1e-5, 12_510, 0);
        assertThat(at(published, 1_000_800, u)).isEqualTo(rate, within(4e-9));
    }

    // 400,000 updates, of which 3 % warm up from a hundredth of the peak, 90 % hold and 7 % fall to a hundredth.
    @ParameterizedTest
    @CsvSource({
        "0, 5e-6",
        "6000, 2.525e-4",
        "12000, 5e-4",
        "371999, 5e-4",
        "372000, 5e-4",
        "386000, 5e-5",
        "400000, 5e-6"
    })
    void theRecipeForSpeech(long u, double rate) {
        var published = new LearningRate(Shape.TRI_STAGE, 5e-6, 5e-4, 5e-6, 12_000, 360_000);
        assertThat(at(published, 400_000, u)).isEqualTo(rate, within(1e-12));
    }

    // A million updates, of which 10,000 warm up, to 2e-4 and down to nothing.
    @ParameterizedTest
    @CsvSource({"0, 0", "5000, 1e-4", "9999, 1.9998e-4", "10000, 2e-4", "505000, 1e-4", "1000000, 0"})
    void theRecipeForText(long u, double rate) {
        assertThat(at(LearningRate.cosine(2e-4, 0, 10_000), 1_000_000, u)).isEqualTo(rate, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"COSINE", "COSINE_INCLUSIVE", "TRI_STAGE", "LINEAR"})
    void withoutWarmUpItStartsAtThePeak(Shape shape) {
        var rate = new LearningRate(shape, 0, 0.5, 0.005, 0, 0);
        assertThat(at(rate, 4, 0)).isEqualTo(0.5);
        assertThat(at(rate, 4, 4)).isEqualTo(0.005, within(1e-12));
    }

    // Of one update, the last one is at the peak already, or is where the way to it begins.
    @ParameterizedTest
    @CsvSource({"COSINE, 0.125", "COSINE_INCLUSIVE, 0.5", "TRI_STAGE, 0.125", "LINEAR, 0.125"})
    void aWarmUpOfOneUpdate(Shape shape, double first) {
        var rate = new LearningRate(shape, 0.125, 0.5, 0.005, 1, 0);
        assertThat(at(rate, 4, 0)).isEqualTo(first);
        assertThat(at(rate, 4, 1)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"COSINE, 10", "COSINE_INCLUSIVE, 9", "TRI_STAGE, 10", "LINEAR, 10"})
    void itRisesAndThenFalls(Shape shape, long peak) {
        var rate = new LearningRate(shape, 1e-5, 1e-3, 1e-5, 10, 0);
        for (long u = 1; u <= peak; u++) {
            assertThat(at(rate, 100, u)).isGreaterThan(at(rate, 100, u - 1));
        }
        for (long u = 11; u < 100; u++) {
            assertThat(at(rate, 100, u)).isLessThan(at(rate, 100, u - 1)).isGreaterThan(1e-5);
        }
    }

    @Test
    void aRunMayBeOfOneUpdate() {
        assertThat(at(LearningRate.cosine(0.5, 0, 0), 1, 0)).isEqualTo(0.5);
        assertThat(at(new LearningRate(Shape.LINEAR, 0, 0.5, 0, 0, 0), 1, 0)).isEqualTo(0.5);
    }
}
