package io.github.data2vec4j.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Java Flight Recorder: the time that training waited for a batch. */
@Name("io.github.data2vec4j.DataWait")
@Label("Data Wait")
@Description("Training waits until a batch has been read and decoded")
@Category({"data2vec4j", "Training"})
@StackTrace(false)
public final class DataWaitEvent extends Event {

    @Label("Samples")
    @Description("Size of the batch that came in the end")
    int samples;

    private DataWaitEvent() {}

    public static DataWaitEvent begun() {
        var event = new DataWaitEvent();
        event.begin();
        return event;
    }

    /** Ends the wait, and records it if somebody wants it. */
    public void finish(int samples) {
        this.samples = samples;
        commit();
    }
}
