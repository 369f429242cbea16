package io.github.data2vec4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.report.Axis.Linear;
import io.github.data2vec4j.report.Axis.Logarithmic;
import io.github.data2vec4j.report.Axis.Mark;
import io.github.data2vec4j.report.Chart.Line;
import io.github.data2vec4j.report.Chart.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartDrawingTest {

    private static Chart chart(Scale scale, double[] values, boolean smooth) {
        return new Chart(
                "it",
                "A & B",
                "Why",
                Quantity.PLAIN,
                scale,
                List.of(new Line("", values, smooth)),
                List.of(),
                List.of());
    }

    private static double[] steps(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }

    @Test
    void pointsLieWhereTheAxesPutThem() {
        // From 0 to 4 over 162 units of height, and from step 1 to 5 over 300 of width.
        var svg = ChartDrawing.svg(chart(Scale.FROM_ZERO, new double[] {0, 1, 2, 3, 4}, false), steps(5));
        assertThat(svg)
                .contains("<path class=\"line c1\" d=\"M50 172L125 131.5L200 91L275 50.5L350 10\"/>")
                .contains("<title id=\"it-title\">A &amp; B</title>")
                .contains("<desc id=\"it-text\">Why</desc>")
                .contains("<text x=\"44\" y=\"135.5\" text-anchor=\"end\">1</text>");
    }

    @Test
    void aLogarithmHasItsDecadesAtEqualDistances() {
        var svg = ChartDrawing.svg(chart(Scale.WIDE, new double[] {0.01, 0.1, 1}, false), steps(3));
        assertThat(svg).contains("d=\"M50 172L200 91L350 10\"");
    }

    @Test
    void whatIsNoNumberIsAGapAndASinglePointADot() {
        var svg = ChartDrawing.svg(
                chart(Scale.FROM_ZERO, new double[] {0, Double.NaN, 4, 0, Double.POSITIVE_INFINITY}, false), steps(5));
        assertThat(svg)
                .contains("<path class=\"line c1\" d=\"M200 10L275 172\"/>")
                .contains("<path class=\"line dot c1\" d=\"M50 172h0\"/>");
        assertThat(ChartDrawing.svg(chart(Scale.LINEAR, new double[] {7}, true), steps(1)))
                .contains("d=\"M50 91h0\"");
    }

    @Test
    void floorsAndMarks() {
        var chart = new Chart(
                "it",
                "T",
                "",
                Quantity.PLAIN,
                Scale.FROM_ZERO,
                List.of(new Line("", new double[] {4, 4}, false)),
                List.of(0.5),
                List.of(1));
        assertThat(ChartDrawing.svg(chart, steps(2)))
                .contains("<line class=\"floor\" x1=\"50\" x2=\"350\" y1=\"151.8\" y2=\"151.8\"/>")
                .contains(">floor 0.5</text>")
                .contains("<path class=\"mark\" d=\"M350 172v-9\"/>");
    }

    @Test
    void manyUpdatesAreFewPointsThatLoseNoPeak() {
        var values = new Random(1).doubles(400_000, 1, 2).toArray();
        values[123_456] = 9;
        values[234_567] = 0.5;
        var svg = ChartDrawing.svg(chart(Scale.LINEAR, values, true), steps(400_000));
        assertThat(svg.length()).isLessThan(20_000);
        assertThat(svg).contains("<path class=\"raw c1\"").contains("<path class=\"line c1\"");
        var rows = Buckets.extremes(values, 300);
        assertThat(rows)
                .hasSizeLessThanOrEqualTo(600)
                .contains(123_456, 234_567)
                .isSorted();
        // Each bucket, counted by itself.
        for (int i = 0; i < 300; i++) {
            int from = (int) (i * 400_000L / 300);
            int to = (int) ((i + 1) * 400_000L / 300);
            var inside = rows.stream().filter(row -> row >= from && row < to).toList();
            var sorted = Arrays.stream(values, from, to).sorted().toArray();
            assertThat(inside.stream().map(row -> values[row]))
                    .containsExactlyInAnyOrder(sorted[0], sorted[sorted.length - 1]);
        }
    }

    @Test
    void middlesEndWithTheLastRow() {
        assertThat(Buckets.middles(9, 3)).containsExactly(1, 4, 8);
        assertThat(Buckets.middles(2, 300)).containsExactly(0, 1);
    }

    @Test
    void aRunningMeanLeavesOutWhatIsNoNumber() {
        var values = IntStream.range(0, 40).asDoubleStream().toArray();
        values[10] = Double.NaN;
        var means = RunningMean.of(values);
        assertThat(means[0]).isEqualTo(0.5);
        assertThat(means[5]).isEqualTo(5);
        assertThat(means[10]).isEqualTo(10);
        assertThat(means[11]).isEqualTo(11.5);
        assertThat(means[39]).isEqualTo(38.5);
        assertThat(RunningMean.of(new double[] {3, 1})).containsExactly(3, 1);
        assertThat(RunningMean.reach(400_000)).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.101 | 0.263 | 0.10 0.15 0.20 0.25 0.30",
                "0 | 30000 | 0 10,000 20,000 30,000",
                "0 | 3000000 | 0 1e6 2e6 3e6",
                "0 | 1000000000 | 0 2.5e8 5e8 7.5e8 1e9",
                "0 | 0.0005 | 0 2e-4 4e-4 6e-4",
                "0.9990 | 0.9999 | 0.99900 0.99925 0.99950 0.99975 1.00000",
                "5 | 5 | 4.6 4.8 5.0 5.2 5.4"
            })
    void marksAreRoundNumbers(double min, double max, String expected) {
        assertThat(Linear.around(min, max, 4).marks().stream().map(Mark::label)).containsExactly(expected.split(" "));
    }

    @Test
    void marksOfALogarithm() {
        assertThat(Logarithmic.around(0.03, 4).marks().stream().map(Mark::label))
                .containsExactly("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5");
        assertThat(Logarithmic.around(0.001, 1000).marks().stream().map(Mark::label))
                .containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1,000");
        // As of gradients before they are infinite; one for each decade would lie on each other.
        assertThat(Logarithmic.around(0.1, 1e33).marks().stream().map(Mark::label))
                .containsExactly("1", "1e5", "1e10", "1e15", "1e20", "1e25", "1e30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | 0.14132 | 0.1413",
                "PLAIN | 12340.4 | 12,340",
                "PLAIN | 0.00025 | 2.5e-4",
                "PLAIN | 813588179 | 8.136e8",
                "PLAIN | 0 | 0",
                "PLAIN | NaN | –",
                "DECAY | 0.99985 | 0.999850",
                "PERCENT | 0.0125 | 1.250\u00A0%",
                "GIGABYTES | 1500000000 | 1.500\u00A0GB"
            })
    void numbersAreReadable(Quantity quantity, double value, String expected) {
        assertThat(quantity.text(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.34, 2.3 s", "45, 45 s", "60, 1 min", "200, 3 min 20 s", "18720, 5 h 12 min", "187200, 2 d 4 h"})
    void durationsAreReadable(double seconds, String expected) {
        assertThat(Durations.text(seconds).replace('\u00A0', ' ')).isEqualTo(expected);
    }
}
