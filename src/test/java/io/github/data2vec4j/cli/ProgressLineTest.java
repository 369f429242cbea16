package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** When progress is drawn, with a clock that the test moves by hand. */
class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    // Close to the end of the range: the origin of System.nanoTime is arbitrary and may overflow on the way.
    private long nanos = Long.MAX_VALUE - 5;

    private void afterMillis(long millis) {
        nanos += millis * 1_000_000;
    }

    private String taken() {
        var text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static SequencedMap<String, Double> metrics(double loss) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", loss);
        return metrics;
    }

    private ProgressLine onTerminal(long done, long total) {
        return ProgressLine.onTerminal(out, () -> nanos, "samples", done, total, 100);
    }

    private ProgressLine inLog(long total) {
        return ProgressLine.inLog(out, () -> nanos, "samples", 0, total, Duration.ofSeconds(10));
    }

    @Test
    void terminalIsRedrawnAtMostTenTimesASecond() {
        var progress = onTerminal(0, 10);
        afterMillis(50);
        progress.update(1, 4, metrics(0.5));
        assertThat(taken())
                .isEqualTo("\r[##..................]   1/10  loss 0.5000  80.0 samples/s  0:00 elapsed  0:00 left");

        afterMillis(50);
        progress.update(2, 4, metrics(0.5));
        afterMillis(49);
        progress.update(3, 4, metrics(0.5));
        assertThat(taken()).isEmpty();

        afterMillis(1);
        progress.update(4, 4, metrics(0.25));
        assertThat(taken())
                .isEqualTo("\r[########............]   4/10  loss 0.2500  107 samples/s  0:00 elapsed  0:00 left ");
    }

    @Test
    void lastColumnStaysFree() {
        var progress = ProgressLine.onTerminal(out, () -> nanos, "samples", 0, 10, 30);
        afterMillis(1000);
        progress.update(1, 1, metrics(1));

        assertThat(taken()).isEqualTo("\r 1/10  1.00 samples/s  0:01 e").hasSize(1 + 29);
    }

    @Test
    void shorterLineWipesTheLongerOne() {
        var progress = onTerminal(0, 2);
        afterMillis(1000);
        progress.update(1, 1, metrics(-12.5));
        taken();
        afterMillis(1000);
        progress.update(2, 1, new LinkedHashMap<>());

        assertThat(taken())
                .isEqualTo("\r[####################]  2/2  1.00 samples/s  0:02 elapsed  0:00 left" + " ".repeat(13));
    }

    @Test
    void closeDrawsTheLastStateAndEndsTheLine() {
        var progress = onTerminal(0, 2);
        afterMillis(1000);
        progress.update(1, 1, metrics(1));
        progress.update(2, 1, metrics(0));
        taken();
        progress.close();
        progress.close();

        assertThat(taken())
                .isEqualTo("\r[####################]  2/2  loss 0  2.00 samples/s  0:01 elapsed  0:00 left    \n");
        assertThatThrownBy(() -> progress.update(2, 1, metrics(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this progress line is closed");
    }

    @Test
    void closeRepeatsNothing() {
        var progress = onTerminal(0, 2);
        afterMillis(1000);
        progress.update(2, 1, metrics(1));
        taken();
        progress.close();

        assertThat(taken()).isEqualTo("\n");
    }

    @Test
    void nothingIsPrintedWithoutAnUpdate() {
        onTerminal(0, 2).close();
        inLog(2).close();

        assertThat(taken()).isEmpty();
    }

    @Test
    void noteStandsAboveTheLine() {
        var progress = onTerminal(0, 2);
        progress.note("first");
        afterMillis(1000);
        progress.update(1, 1, metrics(1));
        taken();
        progress.note("saved step 1");

        var line = "[##########..........]  1/2  loss 1.000  1.00 samples/s  0:01 elapsed  0:01 left";
        assertThat(taken()).isEqualTo("\rsaved step 1" + " ".repeat(line.length() - 12) + "\n" + line);
    }

    @Test
    void logGetsALineEveryTenSeconds() {
        var progress = inLog(40);
        for (var step = 1; step <= 25; step++) {
            afterMillis(1000);
            progress.update(step, 32, metrics(1.0 / step));
        }
        progress.note("stopping early");
        progress.close();

        assertThat(taken()).isEqualTo("""
                        [#####...............]  10/40  loss 0.1000  32.0 samples/s  0:10 elapsed  0:30 left
                        [##########..........]  20/40  loss 0.05000  32.0 samples/s  0:20 elapsed  0:20 left
                        stopping early
                        [############........]  25/40  loss 0.04000  32.0 samples/s  0:25 elapsed  0:15 left
                        """);
    }

    @Test
    void logHasNoLastLineTwice() {
        var progress = inLog(1);
        afterMillis(10_000);
        progress.update(1, 5, metrics(2));
        progress.close();

        assertThat(taken())
                .isEqualTo("[####################]  1/1  loss 2.000  0.500 samples/s  0:10 elapsed  0:00 left\n");
    }

    @Test
    void resumedWorkIsTimedFromWhereItStarts() {
        var progress = onTerminal(900, 1000);
        afterMillis(2000);
        progress.update(901, 8, new LinkedHashMap<>());

        assertThat(taken()).isEqualTo("\r[##################..]   901/1000  4.00 samples/s  0:02 elapsed  3:18 left");
    }

    @Test
    void speedIsThatOfTheLastTwentyUpdates() {
        var progress = inLog(100);
        // A first step of a minute, then 2 steps a second with 3 samples each.
        afterMillis(60_000);
        progress.update(1, 3, new LinkedHashMap<>());
        assertThat(taken())
                .isEqualTo("[....................]    1/100  0.0500 samples/s  1:00 elapsed  1:39:00 left\n");
        for (var step = 2; step <= 21; step++) {
            afterMillis(500);
            progress.update(step, 3, new LinkedHashMap<>());
        }
        assertThat(taken()).isEqualTo("[####................]   21/100  6.00 samples/s  1:10 elapsed  0:40 left\n");
    }

    @Test
    void speedIsUnknownWhileNoTimeHasPassed() {
        var progress = onTerminal(0, 2);
        progress.update(1, 1, new LinkedHashMap<>());

        assertThat(taken()).isEqualTo("\r[##########..........]  1/2  - samples/s  0:00 elapsed  -:-- left");
    }

    @Test
    void metricsOfTheCallerMayChangeAfterwards() {
        var progress = onTerminal(0, 2);
        afterMillis(1000);
        progress.update(1, 1, new LinkedHashMap<>());
        var reused = metrics(0.5);
        progress.update(2, 1, reused);
        reused.put("loss", 7.0);
        taken();
        progress.close();

        assertThat(taken()).contains("loss 0.5000");
    }

    @Test
    void totalMustBePositive() {
        assertThatThrownBy(() -> onTerminal(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("total must be at least 1, is 0");
    }

    @Test
    void columns() {
        assertThat(ProgressLine.columns("80")).isEqualTo(80);
        assertThat(ProgressLine.columns(null)).isEqualTo(100);
        assertThat(ProgressLine.columns("wide")).isEqualTo(100);
        assertThat(ProgressLine.columns("0")).isEqualTo(100);
        assertThat(ProgressLine.columns("99999999999")).isEqualTo(100);
    }
}
