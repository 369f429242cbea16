package io.github.data2vec4j.report;

import io.github.data2vec4j.track.Environment;
import io.github.data2vec4j.track.RunEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run at one moment.
 *
 * @param name of its folder
 * @param state as far as can be told from outside
 * @param seen when the last update ended, or null if that is not known
 * @param badSamples how many samples cannot be read and were left out, as far as they came up
 * @param environment where it was started, or null if that is not known
 */
record RunSnapshot(
        String name,
        RunState state,
        RunPlan plan,
        MetricsTable metrics,
        List<RunEvent> events,
        @Nullable Instant seen,
        long badSamples,
        @Nullable Environment environment) {

    RunSnapshot {
        events = List.copyOf(events);
    }

    long step() {
        return metrics.lastStep();
    }

    /** Share of the updates that were made, from 0 to 1. */
    double progress() {
        return plan.steps() == 0 ? 0 : Math.min(1, (double) step() / plan.steps());
    }

    /** Estimated from the latest updates; no number where nothing can be said. */
    double secondsLeft() {
        int rows = metrics.size();
        int window = Math.min(rows, Math.max(20, rows / 50));
        double seconds = 0;
        for (int i = rows - window; i < rows; i++) {
            seconds += metrics.at(Metric.SECONDS, i);
        }
        return window == 0 ? Double.NaN : seconds / window * Math.max(0, plan.steps() - step());
    }
}
