package io.github.data2vec4j.train;

import io.github.data2vec4j.train.CheckpointWriter.Outcome;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves a run where it is due, and tells the listeners. What could not be written is tried again before it is due the
 * next time, which may be hours away.
 */
final class RunSaver implements AutoCloseable {

    private static final long RETRY_NANOS = 60_000_000_000L;
    private static final String TRIED_AGAIN = ", training goes on, and it is tried again";

    private final SavedRun saved;
    private final CheckpointWriter writer;
    private final List<StepListener> listeners;
    private final LongSupplier nanoClock;
    private boolean failed;
    private long failedAt;

    RunSaver(SavedRun saved, CheckpointWriter writer, List<StepListener> listeners, LongSupplier nanoClock) {
        this.saved = saved;
        this.writer = writer;
        this.listeners = listeners;
        this.nanoClock = nanoClock;
    }

    /** Saves the run if it is time. While updates are skipped, what was saved before is worth more. */
    void keep(RunProgress progress, boolean isLast) throws InterruptedException {
        tell(writer.poll(), TRIED_AGAIN);
        if (isLast || (progress.skippedInARow() == 0 && isDue(progress.step()))) {
            tell(writer.await(), TRIED_AGAIN);
            writer.save(progress);
        }
    }

    private boolean isDue(long step) {
        return saved.isDue(step) || (failed && nanoClock.getAsLong() - failedAt >= RETRY_NANOS);
    }

    /** Waits until nothing is being written, when the run ends. */
    void finish() throws InterruptedException {
        tell(writer.await(), "");
    }

    private void tell(@Nullable Outcome outcome, String whatComes) {
        switch (outcome) {
            case Outcome.Written written -> {
                failed = false;
                listeners.forEach(listener -> listener.onCheckpoint(written.step(), written.place()));
            }
            case Outcome.Failed failure -> {
                failed = true;
                failedAt = nanoClock.getAsLong();
                var what = "the checkpoint of step " + failure.step() + " could not be written: " + failure.words()
                        + "; the checkpoints before are as they were" + whatComes;
                listeners.forEach(listener -> listener.onTrouble(what));
            }
            case null -> {}
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
