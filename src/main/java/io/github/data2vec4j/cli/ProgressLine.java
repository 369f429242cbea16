package io.github.data2vec4j.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long work is: one line that is redrawn on a terminal, a line now and then in a log. For one thread;
 * {@link #close} leaves the last state on a line of its own.
 */
final class ProgressLine implements AutoCloseable {
    private static final Duration IN_LOG_EVERY = Duration.ofSeconds(10);

    private final ProgressOutput output;
    private final LongSupplier nanoClock;
    private final String unit;
    private final long total;
    private final long started;
    private final Throughput throughput;
    private long nextDraw;
    private @Nullable ProgressFrame latest;
    private boolean latestIsDrawn;
    private boolean closed;

    /**
     * Progress on standard output, in the way that fits what it is connected to.
     *
     * @param unit what is counted for the speed, such as "samples" or "files"
     * @param done steps that were done before, when a work is resumed
     * @param total steps when all is done, at least 1
     */
    // Error Prone holds that there always is a console; JDK 25 gives null again where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static ProgressLine onStandardOutput(String unit, long done, long total) {
        var console = System.console();
        return console != null && console.isTerminal()
                ? onTerminal(System.out, System::nanoTime, unit, done, total, columns(System.getenv("COLUMNS")))
                : inLog(System.out, System::nanoTime, unit, done, total, IN_LOG_EVERY);
    }

    static ProgressLine onTerminal(
            PrintStream out, LongSupplier nanoClock, String unit, long done, long total, int columns) {
        return new ProgressLine(new ProgressOutput.Terminal(out, columns), nanoClock, unit, done, total);
    }

    static ProgressLine inLog(
            PrintStream out, LongSupplier nanoClock, String unit, long done, long total, Duration every) {
        return new ProgressLine(new ProgressOutput.Log(out, every), nanoClock, unit, done, total);
    }

    private ProgressLine(ProgressOutput output, LongSupplier nanoClock, String unit, long done, long total) {
        if (total < 1) {
            throw new IllegalArgumentException("total must be at least 1, is " + total);
        }
        this.output = output;
        this.nanoClock = nanoClock;
        this.unit = unit;
        this.total = total;
        this.started = nanoClock.getAsLong();
        this.throughput = new Throughput(started, done);
        this.nextDraw = started + output.firstAfter().toNanos();
    }

    /** The width of the terminal as the shell gives it in {@code COLUMNS}, or 100. */
    static int columns(@Nullable String variable) {
        return variable != null && variable.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(variable) : 100;
    }

    /**
     * Notes a new state, and shows it if the last drawing is long enough ago.
     *
     * @param step steps done up to now
     * @param samples samples worked on since the last update
     * @param metrics names and values, shown in this order
     */
    void update(long step, long samples, SequencedMap<String, ? extends Number> metrics) {
        if (closed) {
            throw new IllegalStateException("this progress line is closed");
        }
        var now = nanoClock.getAsLong();
        throughput.update(now, step, samples);
        latest = new ProgressFrame(
                unit,
                step,
                total,
                new LinkedHashMap<>(metrics),
                throughput.samplesPerSecond(),
                Duration.ofNanos(now - started),
                (total - step) / throughput.stepsPerSecond());
        latestIsDrawn = false;
        if (now - nextDraw >= 0) {
            draw(latest);
            nextDraw = now + output.every().toNanos();
        }
    }

    /** Prints a line of text above the progress. */
    void note(String text) {
        output.note(text);
    }

    /** Lets something else print to the same terminal, on lines of its own. */
    void aside(Runnable printing) {
        output.aside(printing);
    }

    /** Shows the last state, also when its time has not come yet, and ends the line. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (latest != null && !latestIsDrawn) {
            draw(latest);
        }
        output.end();
    }

    private void draw(ProgressFrame frame) {
        output.draw(frame);
        latestIsDrawn = true;
    }
}
