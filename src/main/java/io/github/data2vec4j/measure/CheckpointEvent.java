package io.github.data2vec4j.measure;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For Java Flight Recorder: a checkpoint, with the time that it took to write. */
@Name("io.github.data2vec4j.Checkpoint")
@Label("Checkpoint")
@Description("The state of a run is written to disk, beside training")
@Category({"data2vec4j", "Training"})
@StackTrace(false)
public final class CheckpointEvent extends Event {

    @Label("Step")
    final long step;

    @Label("Size")
    @DataAmount(DataAmount.BYTES)
    final long bytes;

    @Label("Snapshot")
    @Description("Time that training stood still for the copy")
    @Timespan(Timespan.NANOSECONDS)
    final long snapshot;

    @Label("Written")
    @Description("Whether it is on disk now")
    boolean written;

    private CheckpointEvent(long step, long bytes, long snapshot) {
        this.step = step;
        this.bytes = bytes;
        this.snapshot = snapshot;
    }

    /**
     * Begins to measure.
     *
     * @param snapshotNanos time that the copy took
     */
    public static CheckpointEvent begun(long step, long bytes, long snapshotNanos) {
        var event = new CheckpointEvent(step, bytes, snapshotNanos);
        event.begin();
        return event;
    }

    /** Ends the writing, and records it if somebody wants it. */
    public void finish(boolean isWritten) {
        written = isWritten;
        commit();
    }
}
