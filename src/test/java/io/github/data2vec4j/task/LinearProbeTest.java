package io.github.data2vec4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

    private static final int EXAMPLES = 120;
    private static final int[] ANSWERS =
            IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray();

    /** Noise, with {@code signal} added to the channel of the right answer, on very different scales. */
    private static float[][] vectors(double signal) {
        var random = new SplittableRandom(5);
        var vectors = new float[EXAMPLES][8];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int c = 0; c < 8; c++) {
                double told = c == ANSWERS[i] ? signal : 0;
                vectors[i][c] = (float) ((random.nextGaussian() + told) * Math.pow(10, c - 3) + 100);
            }
        }
        return vectors;
    }

    @Test
    void whatIsPlainToSeeIsTold() {
        assertThat(LinearProbe.DEFAULT.accuracy(vectors(8), Question.about("any", ANSWERS), 1))
                .isEqualTo(1);
    }

    @Test
    void noiseTellsNothing() {
        assertThat(LinearProbe.DEFAULT.accuracy(vectors(0), Question.about("any", ANSWERS), 1))
                .isCloseTo(1.0 / 3, within(0.12));
    }

    // Nine of ten examples are of one class: always naming it is right nine times of ten, and no knowledge.
    @Test
    void rareClassesCountAsMuchAsFrequentOnes() {
        var rare = IntStream.range(0, EXAMPLES).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        assertThat(LinearProbe.DEFAULT.accuracy(vectors(0), Question.about("any", rare), 1))
                .isCloseTo(0.5, within(0.1));
    }

    @Test
    void isAFunctionOfItsSeed() {
        var question = Question.about("any", ANSWERS);
        var vectors = vectors(1);
        double first = LinearProbe.DEFAULT.accuracy(vectors, question, 1);
        assertThat(LinearProbe.DEFAULT.accuracy(vectors, question, 1)).isEqualTo(first);
        assertThat(LinearProbe.DEFAULT.accuracy(vectors, question, 2)).isNotEqualTo(first);
    }

    @Test
    void vectorsAndAnswersBelongTogether() {
        assertThatThrownBy(() -> LinearProbe.DEFAULT.accuracy(new float[2][4], Question.about("any", ANSWERS), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 vectors for a question about 120 examples");
    }
}
