package io.github.data2vec4j.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/** Writes a line of JSON for every update: the source of truth for all that is shown of a run. */
public final class MetricsFile implements StepListener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final BufferedWriter out;

    /** Starts a new file. @throws IOException if it is there already, or cannot be written */
    public MetricsFile(Path file) throws IOException {
        this.file = file;
        this.out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void onStep(TimedStep timed) {
        var report = timed.report();
        var line = JSON.createObjectNode();
        line.put("step", report.step());
        line.put("loss", report.loss());
        line.put("gradientNorm", report.gradientNorm());
        line.put("targetDeviation", report.targetDeviation());
        line.put("predictionDeviation", report.predictionDeviation());
        line.put("emaDecay", report.emaDecay());
        line.put("learningRate", report.learningRate());
        line.put("masked", report.masked());
        line.put("positions", report.positions());
        line.put("samples", timed.samples());
        line.put("seconds", timed.totalNanos() / 1e9);
        line.put("dataWaitSeconds", timed.waitNanos() / 1e9);
        try {
            out.write(line.toString());
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
