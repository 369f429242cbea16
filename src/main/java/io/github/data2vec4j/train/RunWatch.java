package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;

/** Judges after each update whether a run should go on, and knows all that this depends on. */
final class RunWatch {

    private final Data2Vec model;
    private final Source source;
    private final int maxSkipped;
    private final CollapseMonitor monitor;
    private long skipped;
    private long skippedInARow;

    /** @param made from where it goes on */
    RunWatch(Collapse collapse, int maxSkipped, Data2Vec model, Source source, RunProgress made) {
        this.model = model;
        this.source = source;
        this.maxSkipped = maxSkipped;
        monitor = new CollapseMonitor(collapse, model.method());
        monitor.continueAfter(made.deviations());
        skipped = made.skipped();
        skippedInARow = made.skippedInARow();
    }

    /**
     * Counts an update.
     *
     * @param feed what it saw
     * @throws AlarmException if the run should end with it
     */
    void check(StepReport report, TimedFeed feed) {
        if (!report.isSkipped()) {
            skippedInARow = 0;
            monitor.check(report);
            return;
        }
        skipped++;
        skippedInARow++;
        if (skippedInARow > maxSkipped) {
            var samples = feed.suspects().mapToObj(source::name).toList();
            throw new BrokenStep(report, skippedInARow, maxSkipped, model.parameters(), samples).exception();
        }
    }

    RunProgress progress(long step) {
        return new RunProgress(step, skipped, skippedInARow, monitor.deviations());
    }
}
