package io.github.data2vec4j.track;

import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.train.AlarmException;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a line of JSON to a file for all that happens to a run other than updates. What cannot be written waits for
 * the next event; a run never ends for it.
 */
public final class EventsFile implements StepListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventsFile.class);

    private final Path file;
    private final StringBuilder unwritten = new StringBuilder();
    private long step;

    /** @param step the last update that was made, 0 for none */
    public EventsFile(Path file, long step) {
        this.file = file;
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
        unwritten.append(new RunEvent(now, step, kind, message).toJson()).append('\n');
        try {
            Files.writeString(file, beginning() + unwritten, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            unwritten.setLength(0);
        } catch (IOException e) {
            LOGGER.warn("cannot write {}: {}", file, e.toString());
        }
    }

    /** Ends the half line that a run which was killed may have left. */
    private String beginning() throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n' ? "" : "\n";
        }
    }
}
