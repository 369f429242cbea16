package io.github.data2vec4j.cli;

import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.function.IntSupplier;

/** Shows how a run goes, in one line. */
final class TrainingProgress implements StepListener, AutoCloseable {

    private final ProgressLine line;
    private final PrintWriter err;
    private final IntSupplier leftOut;
    private long skipped;
    private boolean isTroubled;

    /**
     * @param done steps that were done before
     * @param skipped how many of them were skipped
     * @param leftOut how many samples cannot be read, up to now
     */
    TrainingProgress(long done, long skipped, long steps, IntSupplier leftOut, PrintWriter err) {
        this.leftOut = leftOut;
        this.skipped = skipped;
        line = ProgressLine.onStandardOutput("samples", done, steps);
        this.err = err;
    }

    @Override
    public void onTrouble(String what) {
        isTroubled = true;
        complain(what);
    }

    @Override
    public void onCheckpoint(long step, Path folder) {
        if (isTroubled) {
            isTroubled = false;
            complain("the checkpoint of step " + step + " is written, all is well again");
        }
    }

    private void complain(String what) {
        line.aside(() -> {
            err.println("d2v: " + what);
            err.flush();
        });
    }

    @Override
    public void onStep(TimedStep timed) {
        var report = timed.report();
        var metrics = new LinkedHashMap<String, Number>();
        metrics.put("loss", report.loss());
        skipped += report.isSkipped() ? 1 : 0;
        if (skipped > 0) {
            metrics.put("skipped", skipped);
        }
        if (leftOut.getAsInt() > 0) {
            metrics.put("left out", leftOut.getAsInt());
        }
        metrics.put("target dev", report.targetDeviation());
        metrics.put("pred dev", report.predictionDeviation());
        line.update(report.step(), timed.samples(), metrics);
    }

    @Override
    public void close() {
        line.close();
    }
}
