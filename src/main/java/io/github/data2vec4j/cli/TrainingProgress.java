package io.github.data2vec4j.cli;

import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.PrintWriter;
import java.util.LinkedHashMap;

/** Shows how a run goes, in one line. */
final class TrainingProgress implements StepListener, AutoCloseable {

    private final ProgressLine line;

    private final PrintWriter err;

    TrainingProgress(long done, long steps, PrintWriter err) {
        line = ProgressLine.onStandardOutput("samples", done, steps);
        this.err = err;
    }

    @Override
    public void onTrouble(String what) {
        err.println("d2v: " + what);
        err.flush();
    }

    @Override
    public void onStep(TimedStep timed) {
        var report = timed.report();
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", report.loss());
        metrics.put("target dev", report.targetDeviation());
        metrics.put("pred dev", report.predictionDeviation());
        line.update(report.step(), timed.samples(), metrics);
    }

    @Override
    public void close() {
        line.close();
    }
}
