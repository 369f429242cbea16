package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleCollectorTest {

    private static final int RATE = 16_000;

    // As soon as more come than are believed at once, there is room for all; nothing is copied again, nor at the end.
    @Test
    void aLongRecordingIsCopiedOnceAtMost() throws Exception {
        var piece = new float[1 << 20];
        piece[1] = 2;
        int listed = 3 * SampleCollector.MOST_BELIEVED;
        try (var collector = SampleCollector.ofListed(RATE, listed, listed + 1600)) {
            for (int count = 0; count <= SampleCollector.MOST_BELIEVED; count += piece.length) {
                collector.accept(piece, piece.length, RATE);
            }
            var room = collector.first(listed);
            assertThat(collector.first(listed)).isSameAs(room);
            for (int count = SampleCollector.MOST_BELIEVED + piece.length; count < listed; count += piece.length) {
                collector.accept(piece, piece.length, RATE);
            }
            assertThat(collector.first(collector.finish())).isSameAs(room);
            assertThat(room[listed - piece.length + 1]).isEqualTo(2);
        }
    }

    // As lossy formats have them.
    @ParameterizedTest
    @CsvSource({"3, 0", "4, 4", "6, 4"})
    void aFewMoreOrLessAreCutOffOrFilledUp(int count, float fourth) throws Exception {
        try (var collector = SampleCollector.ofListed(RATE, 4, 6)) {
            collector.accept(new float[] {1, 2, 3}, 3, RATE);
            collector.accept(new float[] {4, 5, 6}, count - 3, RATE);
            assertThat(collector.finish()).isEqualTo(count);
            assertThat(collector.first(4)).containsExactly(1, 2, 3, fourth);
        }
    }
}
