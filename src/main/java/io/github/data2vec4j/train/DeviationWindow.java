package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;
import java.util.ArrayDeque;
import java.util.function.ToDoubleFunction;

/**
 * The deviations of the latest updates, as many as it takes to have seen enough masked positions: a few positions
 * beside each other are alike without any collapse.
 */
final class DeviationWindow {

    private final long enough;
    private final ArrayDeque<StepReport> latest = new ArrayDeque<>();
    private long positions;

    /** @param enough masked positions that are judged by */
    DeviationWindow(long enough) {
        this.enough = enough;
    }

    void add(StepReport report) {
        // A single position differs from no other.
        if (report.masked() < 2) {
            return;
        }
        latest.addLast(report);
        positions += report.masked();
        while (positions - latest.getFirst().masked() >= enough) {
            positions -= latest.removeFirst().masked();
        }
    }

    boolean isFull() {
        return positions >= enough;
    }

    /** The mean of a deviation, each update counting by its positions. */
    double mean(ToDoubleFunction<StepReport> deviation) {
        double sum = 0;
        for (var report : latest) {
            sum += deviation.applyAsDouble(report) * report.masked();
        }
        return sum / positions;
    }
}
