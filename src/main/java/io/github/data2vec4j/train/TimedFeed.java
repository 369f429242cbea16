package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Batch;
import io.github.data2vec4j.data.Loader;
import io.github.data2vec4j.data.PlannedBatch;
import io.github.data2vec4j.data2vec.BatchFeed;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.measure.DataWaitEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes an update's batches from a loader, the time that this takes, and notes what is in them. */
final class TimedFeed implements BatchFeed {

    private final Loader loader;
    private final long begun = System.nanoTime();
    private final List<Batch> given = new ArrayList<>();
    private final List<Batch> broken = new ArrayList<>();
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
        given.add(batch);
        return batch;
    }

    @Override
    public void learnt(double loss) {
        if (!Double.isFinite(loss)) {
            broken.add(given.getLast());
        }
    }

    TimedStep timed(StepReport report) {
        return new TimedStep(report, samples, waited, System.nanoTime() - begun);
    }

    /** The batch that was given last, or null if there was none. */
    @Nullable
    PlannedBatch latest() {
        return given.isEmpty() ? null : given.getLast().plan();
    }

    /** The samples of the batches whose loss was not finite, or of all if each was. */
    IntStream suspects() {
        return (broken.isEmpty() ? given : broken)
                .stream().flatMapToInt(batch -> IntStream.range(0, batch.size()).map(batch::sample));
    }
}
