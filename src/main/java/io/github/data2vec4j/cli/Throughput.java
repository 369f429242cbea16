package io.github.data2vec4j.cli;

import java.util.ArrayDeque;

/**
 * Speed over the last updates, or the last seconds where these are many, so that a slow first step is soon forgotten.
 */
final class Throughput {
    private static final int MARKS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BETWEEN_MARKS = 100_000_000;

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private Mark latest;

    private record Mark(long nanos, long step, long samples) {}

    Throughput(long nanos, long step) {
        latest = new Mark(nanos, step, 0);
        marks.add(latest);
    }

    /** @param samples since the last update */
    void update(long nanos, long step, long samples) {
        // Single samples of very different length would make the speed jump.
        if (latest.nanos - marks.getLast().nanos >= BETWEEN_MARKS) {
            marks.addLast(latest);
        }
        if (marks.size() > MARKS) {
            marks.removeFirst();
        }
        latest = new Mark(nanos, step, latest.samples + samples);
    }

    /** Not finite while no time has passed. */
    double samplesPerSecond() {
        return (latest.samples - marks.getFirst().samples) / seconds();
    }

    /** Not finite while no time has passed. */
    double stepsPerSecond() {
        return (latest.step - marks.getFirst().step) / seconds();
    }

    private double seconds() {
        var nanos = latest.nanos - marks.getFirst().nanos;
        return nanos == 0 ? Double.NaN : nanos / NANOS_PER_SECOND;
    }
}
