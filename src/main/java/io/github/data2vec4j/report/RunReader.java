package io.github.data2vec4j.report;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.track.Environment;
import io.github.data2vec4j.track.RunEvent;
import io.github.data2vec4j.track.RunEvent.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the folder of a run, again and again while it goes on. */
final class RunReader {

    private static final Duration LEAST_SILENCE = Duration.ofMinutes(2);
    private static final int SILENT_STEPS = 20;
    private static final RunPlan UNKNOWN = new RunPlan("", 0, 0, 0, "");

    private final Path folder;
    private final RunPlan.Reader planReader;
    private final Host here;
    private final MetricsReader metrics;
    private @Nullable String yaml;
    private RunPlan plan = UNKNOWN;

    RunReader(Path folder, RunPlan.Reader planReader, Host here) {
        this.folder = folder;
        this.planReader = planReader;
        this.here = here;
        this.metrics = new MetricsReader(folder.resolve(RunFiles.METRICS));
    }

    RunSnapshot read(Instant now) throws IOException {
        readPlan();
        var table = metrics.read();
        var events = events();
        var environment = Environment.read(folder.resolve(RunFiles.ENVIRONMENT));
        var seen = seen(table);
        var state = state(table, events, environment, seen, now);
        return new RunSnapshot(name(), state, plan, table, events, seen, badSamples(), environment);
    }

    private String name() {
        return Objects.toString(folder.toAbsolutePath().normalize().getFileName(), folder.toString());
    }

    private void readPlan() throws IOException {
        var written = text(RunFiles.CONFIG);
        if (!Objects.equals(written, yaml)) {
            plan = written == null ? UNKNOWN : planReader.read(written);
            yaml = written;
        }
    }

    private @Nullable String text(String name) throws IOException {
        try {
            // A run that is just writing may have half a character there.
            return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private List<RunEvent> events() throws IOException {
        var text = text(RunFiles.EVENTS);
        return text == null
                ? List.of()
                : text.lines().map(RunEvent::parse).filter(Objects::nonNull).toList();
    }

    /** Those that came up in batches, and the lines of text that were left out when it was made into tokens. */
    private long badSamples() throws IOException {
        return badSamples(BadSamples.FILE) + badSamples(RunFiles.TOKENS + "/" + BadSamples.FILE);
    }

    private long badSamples(String list) throws IOException {
        var text = text(list);
        return text == null
                ? 0
                : text.lines()
                        .map(BadSample::ofLine)
                        .filter(Optional::isPresent)
                        .count();
    }

    private @Nullable Instant seen(MetricsTable table) throws IOException {
        var time = table.lastTime();
        if (time != null) {
            try {
                return Instant.parse(time);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
        var file = folder.resolve(RunFiles.METRICS);
        return Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : null;
    }

    private RunState state(
            MetricsTable table,
            List<RunEvent> events,
            @Nullable Environment environment,
            @Nullable Instant seen,
            Instant now)
            throws IOException {
        if (yaml == null && table.size() == 0) {
            return RunState.WAITING;
        }
        var last = events.reversed().stream()
                .map(RunEvent::kind)
                .filter(kind -> kind != Kind.CHECKPOINT && kind != Kind.TROUBLE)
                .findFirst()
                .orElse(null);
        return switch (last) {
            case COMPLETE -> RunState.COMPLETE;
            case STOPPED -> RunState.STOPPED;
            case ALARM -> RunState.ALARM;
            case null -> stateWithoutEvents(table, seen, now);
            default ->
                environment != null && here.knowsDead(environment)
                        ? RunState.INTERRUPTED
                        : stateOfOneUnderWay(table, seen, now);
        };
    }

    /** Of a run of an earlier version, which wrote none. */
    private RunState stateWithoutEvents(MetricsTable table, @Nullable Instant seen, Instant now) throws IOException {
        var summary = text(RunFiles.SUMMARY);
        if (summary == null) {
            return stateOfOneUnderWay(table, seen, now);
        }
        return summary.contains("COLLAPSED") ? RunState.ALARM : RunState.COMPLETE;
    }

    private static RunState stateOfOneUnderWay(MetricsTable table, @Nullable Instant seen, Instant now) {
        if (seen == null || table.size() == 0) {
            return RunState.RUNNING;
        }
        double seconds = SILENT_STEPS * table.at(Metric.SECONDS, table.size() - 1);
        var patience = Duration.ofSeconds(Math.max(LEAST_SILENCE.toSeconds(), (long) seconds));
        return seen.plus(patience).isBefore(now) ? RunState.SILENT : RunState.RUNNING;
    }
}
