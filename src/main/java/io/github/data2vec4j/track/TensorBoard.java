package io.github.data2vec4j.track;

import io.github.data2vec4j.data2vec.ChannelDeviations;
import io.github.data2vec4j.data2vec.Preview;
import io.github.data2vec4j.data2vec.StepObserver;
import io.github.data2vec4j.data2vec.Views;
import io.github.data2vec4j.measure.ProcessMemory;
import io.github.data2vec4j.train.StepListener;
import io.github.data2vec4j.train.TimedStep;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes curves, histograms and masked samples of a run for TensorBoard. Where the disk is full it says so once and
 * leaves them out: a run never ends for them.
 */
public final class TensorBoard implements StepListener, StepObserver, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TensorBoard.class);
    private static final long FLUSH_NANOS = 2_000_000_000L;

    private final Tracking tracking;
    private final Preview preview;
    private final Path folder;
    private @Nullable EventFile file;
    private long flushed = System.nanoTime();
    private long shown;
    private boolean told;

    private TensorBoard(Path folder, Tracking tracking, Preview preview, @Nullable EventFile file) {
        this.folder = folder;
        this.tracking = tracking;
        this.preview = preview;
        this.file = file;
    }

    /**
     * Begins a file of events, unless tracking is off.
     *
     * @param folder for such files
     * @param step the last update that was made, 0 for none; what is told of later ones already no longer counts
     * @throws IOException if it cannot be written
     */
    public static TensorBoard in(Path folder, long step, Tracking tracking, Preview preview) throws IOException {
        var file = tracking.tensorBoard() ? EventFile.begin(folder, step + 1) : null;
        return new TensorBoard(folder, tracking, preview, file);
    }

    @Override
    public void onStep(TimedStep timed) {
        var report = timed.report();
        if (tracking.wantsScalars(report.step())) {
            double seconds = timed.totalNanos() / 1e9;
            var memory = ProcessMemory.now();
            write(
                    report.step(),
                    new SummaryValues()
                            .scalar("loss", report.loss())
                            .scalar("deviation/targets", report.targetDeviation())
                            .scalar("deviation/predictions", report.predictionDeviation())
                            .scalar("optimisation/gradient norm", report.gradientNorm())
                            .scalar("optimisation/learning rate", report.learningRate())
                            .scalar("optimisation/EMA decay", report.emaDecay())
                            .scalar("speed/samples per second", timed.samples() / seconds)
                            .scalar("speed/data wait share", timed.waitNanos() / 1e9 / seconds)
                            .scalar("memory/resident bytes", (double) memory.resident())
                            .scalar("memory/tensor bytes", (double) memory.tensorBytes())
                            .scalar("memory/Java heap bytes", (double) memory.javaHeap()));
        }
    }

    @Override
    public boolean wantsDeviations(long step) {
        return tracking.wantsHistograms(step);
    }

    @Override
    public void onDeviations(long step, ChannelDeviations deviations) {
        var summary = new SummaryValues()
                .histogram("channel deviation/targets", deviations.targets())
                .histogram("channel deviation/predictions", deviations.predictions());
        int first = deviations.firstLayer();
        addLayers(summary, "teacher", first, deviations.teacherLayers());
        addLayers(summary, "student", first, deviations.studentLayers());
        write(step, summary);
    }

    private static void addLayers(SummaryValues summary, String whose, int first, List<double[]> layers) {
        for (int i = 0; i < layers.size(); i++) {
            summary.histogram("channel deviation of " + whose + "/block " + (first + i + 1), layers.get(i));
        }
    }

    /** Shows the first batch of an update. */
    @Override
    public void onViews(long step, Views views) {
        if (step == shown || !tracking.wantsPreview(step)) {
            return;
        }
        shown = step;
        var summary = new SummaryValues();
        preview.of(views).forEach(summary::exhibit);
        write(step, summary);
    }

    private void write(long step, SummaryValues summary) {
        if (!tracking.tensorBoard()) {
            return;
        }
        try {
            if (file == null) {
                file = EventFile.begin(folder, step);
                told = false;
            }
            file.add(step, summary);
            if (System.nanoTime() - flushed > FLUSH_NANOS) {
                flush();
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    /** A run that is killed goes on behind the checkpoint: what came before it must not be lost with the process. */
    @Override
    public void onCheckpoint(long step, Path folder) {
        try {
            flush();
        } catch (IOException e) {
            tell(e);
        }
    }

    private void flush() throws IOException {
        flushed = System.nanoTime();
        if (file != null) {
            file.flush();
        }
    }

    private void tell(IOException e) {
        if (e instanceof NoSuchFileException && file != null) {
            // The folder was removed, or a disk is gone: the next update begins another file.
            file.abandon();
            file = null;
        }
        if (!told) {
            told = true;
            LOGGER.warn("cannot write all events for TensorBoard: {}", e.toString());
        }
    }

    /** Writes what waits and closes the file. */
    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                tell(e);
            }
        }
    }
}
