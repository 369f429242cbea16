package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthHistogramTest {

    @Test
    void countsBetweenRoundNumbers() {
        // 0.5, 1.5 ... 11.5: one in each of twelve bars; two more in the third.
        var lengths = DoubleStream.concat(IntStream.range(0, 12).mapToDouble(i -> i + 0.5), DoubleStream.of(2.1, 2.9))
                .sorted()
                .toArray();
        var lines = LengthHistogram.of(lengths).lines().toList();
        assertThat(lines).hasSize(12);
        assertThat(lines.getFirst()).matches("  0 to 1 +#{14} +1");
        assertThat(lines.get(2)).matches("  2 to 3 +#{40} 3");
        assertThat(lines.getLast()).matches("  11 to 12 +#{14} +1");
    }

    @Test
    void aGiantDoesNotHideTheOthers() {
        var lengths = DoubleStream.concat(IntStream.range(0, 99).mapToDouble(i -> i / 10.0), DoubleStream.of(1e6))
                .toArray();
        var lines = LengthHistogram.of(lengths).lines().toList();
        assertThat(lines).hasSize(13);
        assertThat(lines.getFirst()).matches("  0 to 5 .* 50");
        assertThat(lines.get(1)).matches("  5 to 10 .* 49");
        assertThat(lines.getLast()).matches("  60 and more +# +1");
    }

    @Test
    void oneLengthIsOneBar() {
        assertThat(LengthHistogram.of(new double[] {3, 3, 3}).lines().toList())
                .hasSize(7)
                .last()
                .asString()
                .matches("  3 to 3\\.50 +#{40} 3");
        assertThat(LengthHistogram.of(new double[0])).isEmpty();
    }
}
