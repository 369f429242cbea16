package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data2vec.BatchFeed;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.measure.DataWaitEvent;

/** Takes an update's batches from a loader, and the time that this takes. */
final class TimedFeed implements BatchFeed {

    private final Loader loader;
    private final long begun = System.nanoTime();
    private long waited;
    private int samples;

    TimedFeed(Loader loader) {
        this.loader = loader;
    }

    @Override
    public Batch next() throws InterruptedException {
        long asked = System.nanoTime();
        var event = DataWaitEvent.begun();
        var batch = loader.next();
        event.finish(batch.size());
        waited += System.nanoTime() - asked;
        samples += batch.size();
        return batch;
    }

    TimedStep timed(StepReport report) {
        return new TimedStep(report, samples, waited, System.nanoTime() - begun);
    }
}
