package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleCollectorTest {

    private static final int RATE = 16_000;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    // What is believed at first, and once the whole recording; nothing is copied at its end.
    @Test
    void aLongRecordingIsInMemoryOnce() throws Exception {
        var piece = new float[1 << 16];
        int listed = 3 * SampleCollector.MOST_BELIEVED;
        long before = allocated();
        long allocated;
        float[] samples;
        try (var collector = SampleCollector.ofListed(RATE, listed, listed + 1600)) {
            for (int count = 0; count < listed; count += piece.length) {
                collector.accept(piece, piece.length, RATE);
            }
            samples = collector.first(collector.finish());
            allocated = allocated() - before;
        }
        assertThat(samples).hasSize(listed);
        long once = (long) Float.BYTES * (listed + SampleCollector.MOST_BELIEVED);
        assertThat(allocated).isBetween(once, once + (1 << 20));
    }

    // As lossy formats have them.
    @ParameterizedTest
    @CsvSource({"3, 0", "4, 4", "6, 4"})
    void aFewMoreOrLessAreCutOffOrFilledUp(int count, float fourth)
            throws Exception {
        try (var collector = SampleCollector.ofListed(RATE, 4, 6)) {
            collector.accept(new float[] {1, 2, 3}, 3, RATE);
            collector.accept(new float[] {4, 5, 6}, count - 3, RATE);
            assertThat(collector.finish()).isEqualTo(count);
            assertThat(collector.first(4)).containsExactly(1, 2, 3, fourth);
        }
    }
}
