package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The deviations of the latest updates, as many as it takes to have seen enough masked positions: a few positions
 * beside each other are alike without any collapse.
 */
final class DeviationWindow {

    /**
     * Those of an update.
     *
     * @param masked positions that they are of
     * @param targets how much the targets differ
     * @param predictions how much the predictions differ
     */
    record Deviations(long masked, double targets, double predictions) {

        static Deviations of(StepReport report) {
            return new Deviations(report.masked(), report.targetDeviation(), report.predictionDeviation());
        }
    }

    private final long enough;
    private final ArrayDeque<Deviations> latest = new ArrayDeque<>();
    private long positions;

    /** @param enough masked positions that are judged by */
    DeviationWindow(long enough) {
        this.enough = enough;
    }

    void add(Deviations update) {
        // A single position differs from no other.
        if (update.masked() < 2) {
            return;
        }
        latest.addLast(update);
        positions += update.masked();
        while (positions - latest.getFirst().masked() >= enough) {
            positions -= latest.removeFirst().masked();
        }
    }

    boolean isFull() {
        return positions >= enough;
    }

    /** The mean of a deviation, each update counting by its positions. */
    double mean(ToDoubleFunction<Deviations> deviation) {
        double sum = 0;
        for (var update : latest) {
            sum += deviation.applyAsDouble(update) * update.masked();
        }
        return sum / positions;
    }

    /** What is in it now, the oldest first. */
    List<Deviations> content() {
        return List.copyOf(latest);
    }
}
