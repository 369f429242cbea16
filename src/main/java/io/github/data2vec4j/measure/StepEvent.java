package io.github.data2vec4j.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For Java Flight Recorder: one update of a run, with its time. Without a recording it costs next to nothing. */
@Name("io.github.data2vec4j.Step")
@Label("Training Step")
@Description("One update of the student and its teacher")
@Category({"data2vec4j", "Training"})
@StackTrace(false)
public final class StepEvent extends Event {

    @Label("Step")
    long step;

    @Label("Loss")
    double loss;

    @Label("Samples")
    int samples;

    @Label("Gradient Norm")
    @Description("L2 norm of all gradients before clipping")
    double gradientNorm;

    private StepEvent() {}

    public static StepEvent begun() {
        var event = new StepEvent();
        event.begin();
        return event;
    }

    /** Ends the update, and records it if somebody wants it. */
    public void finish(long step, double loss, int samples, double gradientNorm) {
        this.step = step;
        this.loss = loss;
        this.samples = samples;
        this.gradientNorm = gradientNorm;
        commit();
    }
}
