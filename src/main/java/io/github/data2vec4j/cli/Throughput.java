package io.github.data2vec4j.cli;

import java.util.ArrayDeque;

/** Speed over the last updates, so that a slow first step is soon forgotten. */
final class Throughput {
    private static final int UPDATES = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    private record Mark(long nanos, long step, long samples) {}

    Throughput(long nanos, long step) {
        marks.add(new Mark(nanos, step, 0));
    }

    /** @param samples since the last update */
    void update(long nanos, long step, long samples) {
        if (marks.size() > UPDATES) {
            marks.removeFirst();
        }
        marks.addLast(new Mark(nanos, step, marks.getLast().samples + samples));
    }

    /** Not finite while no time has passed. */
    double samplesPerSecond() {
        return (marks.getLast().samples - marks.getFirst().samples) / seconds();
    }

    /** Not finite while no time has passed. */
    double stepsPerSecond() {
        return (marks.getLast().step - marks.getFirst().step) / seconds();
    }

    private double seconds() {
        var nanos = marks.getLast().nanos - marks.getFirst().nanos;
        return nanos == 0 ? Double.NaN : nanos / NANOS_PER_SECOND;
    }
}
