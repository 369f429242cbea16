package io.github.data2vec4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** Folders as a run leaves them, written line by line. */
final class WrittenRun {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** A machine on which no process is alive. */
    static final Host HERE = new Host("here", process -> false);

    static final RunPlan PLAN = new RunPlan("pictures", 100, 0.1, 0.01, "seed: 1  # of everything\nname: '<b>'\n");

    private WrittenRun() {}

    static Path begun(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.yaml"), "seed: 1\n");
        return folder;
    }

    /** A line of metrics, its update having ended so many seconds before {@link #NOW}. */
    static String line(long step, String loss, long secondsAgo) {
        return String.format(
                Locale.ROOT,
                "{\"step\":%d,\"loss\":%s,\"gradientNorm\":0.5,\"targetDeviation\":0.75,\"predictionDeviation\":0.25,"
                        + "\"emaDecay\":0.9995,\"learningRate\":2.0E-4,\"masked\":5,\"positions\":9,\"samples\":32,"
                        + "\"seconds\":0.5,\"dataWaitSeconds\":0.05,\"time\":\"%s\",\"residentBytes\":1500000000,"
                        + "\"javaHeapBytes\":200000000,\"tensors\":12,\"tensorBytes\":750000000}%n",
                step,
                loss,
                NOW.minusSeconds(secondsAgo));
    }

    static void metrics(Path folder, int steps) throws IOException {
        var text = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            text.append(line(step, Double.toString(1.0 / step), steps - step));
        }
        Files.writeString(folder.resolve("metrics.jsonl"), text);
    }

    static void event(Path folder, String kind, String message) throws IOException {
        var file = folder.resolve("events.jsonl");
        var before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(
                file,
                before + "{\"time\":\"2026-03-01T11:00:00Z\",\"step\":3,\"kind\":\"" + kind + "\",\"message\":\""
                        + message + "\"}\n");
    }

    static void environment(Path folder, String host) throws IOException {
        Files.writeString(folder.resolve("environment.json"), """
                {"version":"1","libtorch":"2.13","java":"25","system":"Linux","host":"%s","processors":2,"threads":2,
                 "process":77,"folder":"/home/<me>","command":"./d2v pretrain a.yaml","data":"3 pictures","parameters":5}
                """.formatted(host));
    }

    static RunSnapshot read(Path folder) throws IOException {
        return new RunReader(folder, yaml -> PLAN, HERE).read(NOW);
    }
}
