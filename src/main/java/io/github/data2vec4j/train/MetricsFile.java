package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.measure.ProcessMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a line of JSON for every update: the source of truth for all that is shown of a run. Where the disk is full,
 * it says so, keeps its lines and tries again with the next.
 */
public final class MetricsFile implements StepListener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Logger LOGGER = LoggerFactory.getLogger(MetricsFile.class);

    private final AppendedLines lines;
    private final List<TimedStep> earlier;

    private MetricsFile(Path file, List<TimedStep> earlier) {
        this.lines = new AppendedLines(file);
        this.earlier = List.copyOf(earlier);
    }

    /** Starts a new file. @throws IOException if it is there already, or cannot be written */
    public static MetricsFile begin(Path file) throws IOException {
        Files.createFile(file);
        return new MetricsFile(file, List.of());
    }

    /**
     * Goes on with a file behind the line of an update, and drops what follows it. If it is missing, a new one begins
     * there: training does not depend on it. Its folder must be there.
     *
     * @param step the last update that stays, 0 for none
     * @throws IOException if the file cannot be read or written
     */
    public static MetricsFile continueAfter(Path file, long step) throws IOException {
        var lines = new ArrayList<String>();
        var steps = new ArrayList<TimedStep>();
        if (Files.notExists(file)) {
            if (step > 0) {
                LOGGER.warn("{} is missing; a new one begins after step {}", file, step);
            }
            return begin(file);
        }
        // Whatever became of its bytes, lines that can be read stay.
        for (var line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            var read = step(line);
            // A run that was killed can leave half a line, which is of an update that will be made again.
            if (read != null && read.report().step() <= step) {
                lines.add(line);
                steps.add(read);
            }
        }
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, lines);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return new MetricsFile(file, steps);
    }

    private static @Nullable TimedStep step(String line) {
        try {
            var json = JSON.readTree(line);
            var report = new StepReport(
                    json.path("step").longValue(),
                    json.path("loss").asDouble(Double.NaN),
                    json.path("gradientNorm").asDouble(Double.NaN),
                    json.path("targetDeviation").asDouble(Double.NaN),
                    json.path("predictionDeviation").asDouble(Double.NaN),
                    json.path("emaDecay").asDouble(Double.NaN),
                    json.path("learningRate").asDouble(Double.NaN),
                    json.path("masked").longValue(),
                    json.path("positions").longValue());
            return new TimedStep(
                    report,
                    json.path("samples").intValue(),
                    (long) (json.path("dataWaitSeconds").doubleValue() * 1e9),
                    (long) (json.path("seconds").doubleValue() * 1e9));
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The updates that were in the file already. */
    public List<TimedStep> earlier() {
        return earlier;
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
        line.put("skipped", report.isSkipped());
        line.put("samples", timed.samples());
        line.put("seconds", timed.totalNanos() / 1e9);
        line.put("dataWaitSeconds", timed.waitNanos() / 1e9);
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        addMemory(line, ProcessMemory.now());
        lines.add(line.toString());
    }

    private static void addMemory(ObjectNode line, ProcessMemory memory) {
        line.put("residentBytes", memory.resident());
        line.put("javaHeapBytes", memory.javaHeap());
        line.put("tensors", memory.tensors());
        line.put("tensorBytes", memory.tensorBytes());
    }

    /**
     * Tries for the last time to write what could not be written; closing again does nothing.
     *
     * @throws IOException if some lines are lost
     */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
