package io.github.data2vec4j.track;

import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.train.AlarmException;
import io.github.data2vec4j.train.AppendedLines;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Appends a line of JSON to a file for all that happens to a run other than updates. What cannot be written waits for
 * the next event; a run never ends for it.
 */
public final class EventsFile implements StepListener, AutoCloseable {

    private final AppendedLines lines;
    private long step;

    /** @param step the last update that was made, 0 for none */
    public EventsFile(Path file, long step) {
        this.lines = new AppendedLines(file);
        this.step = step;
    }

    @Override
    public void onStep(TimedStep timed) {
        step = timed.report().step();
    }

    @Override
    public void onTrouble(String what) {
        add(Kind.TROUBLE, what);
    }

    @Override
    public void onCheckpoint(long step, Path folder) {
        add(step, Kind.CHECKPOINT, "saved in " + folder);
    }

    @Override
    public void onAlarm(AlarmException alarm) {
        add(Kind.ALARM, String.valueOf(alarm.getMessage()));
    }

    /** Tells of something that happened after the latest update. */
    public void add(Kind kind, String message) {
        add(step, kind, message);
    }

    private void add(long step, Kind kind, String message) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        lines.add(new RunEvent(now, step, kind, message).toJson());
    }

    /**
     * Tries for the last time to write what could not be written; closing again does nothing.
     *
     * @throws IOException if some events are lost
     */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
