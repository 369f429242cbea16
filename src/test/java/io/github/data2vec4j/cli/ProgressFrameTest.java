package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of progress says, and what it leaves out where there is no room. */
class ProgressFrameTest {
    private static ProgressFrame frame() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", 0.12345);
        metrics.put("target-dev", 0.98);
        metrics.put("pred-dev", 0.45);
        return new ProgressFrame("samples", 250, 1000, metrics, 812.4, Duration.ofSeconds(62), 186);
    }

    private static final String TEXT =
            " 250/1000  loss 0.1235  target-dev 0.9800  pred-dev 0.4500  812 samples/s  1:02 elapsed  3:06 left";

    @Test
    void wholeLine() {
        assertThat(frame().fitting(Integer.MAX_VALUE)).isEqualTo("[#####...............]  " + TEXT);
        assertThat(frame().fitting(24 + TEXT.length())).isEqualTo("[#####...............]  " + TEXT);
    }

    @Test
    void barShrinksThenGoes() {
        assertThat(frame().fitting(23 + TEXT.length())).isEqualTo("[####...............]  " + TEXT);
        assertThat(frame().fitting(9 + TEXT.length())).isEqualTo("[#....]  " + TEXT);
        assertThat(frame().fitting(8 + TEXT.length())).isEqualTo(TEXT);
        assertThat(frame().fitting(TEXT.length())).isEqualTo(TEXT);
    }

    @Test
    void metricsGoFromTheLastOneOn() {
        assertThat(TEXT).hasSize(98);
        assertThat(frame().fitting(97))
                .isEqualTo("[###.........]  "
                        + " 250/1000  loss 0.1235  target-dev 0.9800  812 samples/s  1:02 elapsed  3:06 left");
        assertThat(frame().fitting(51)).isEqualTo(" 250/1000  812 samples/s  1:02 elapsed  3:06 left");
        assertThat(frame().fitting(20)).isEqualTo(" 250/1000  812 sampl");
        assertThat(frame().fitting(0)).isEmpty();
    }

    @Test
    void longTimesHaveHours() {
        var frame = new ProgressFrame("files", 1, 4, new LinkedHashMap<>(), 1, Duration.ofSeconds(3599), 360_000);

        assertThat(frame.fitting(200))
                .isEqualTo("[#####...............]  1/4  1.00 files/s  59:59 elapsed  100:00:00 left");
    }

    @Test
    void moreStepsThanPlanned() {
        var frame = new ProgressFrame("samples", 5, 4, new LinkedHashMap<>(), 1, Duration.ZERO, -3);

        assertThat(frame.fitting(200))
                .isEqualTo("[####################]  5/4  1.00 samples/s  0:00 elapsed  0:00 left");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.123456, 0.1235",
        "0.99996, 1.000",
        "-1.5, -1.500",
        "12.3456, 12.35",
        "123456.7, 123457",
        "1234567, 1.235e+06",
        "0.0005, 0.0005000",
        "0.00001, 1.000e-05",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void numbersHaveFourDigits(double value, String expected) {
        assertThat(ProgressFrame.number(value, 4)).isEqualTo(expected);
    }
}
