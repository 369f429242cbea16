package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data2vec.StepReport;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MetricsFileTest {

    @TempDir
    private Path folder;

    private static TimedStep step(long number, double loss) {
        var report = new StepReport(number, loss, 0.125, 0.99, 1e-3, 0.9998, 2e-3, 480, 784);
        return new TimedStep(report, 16, 250_000_000, 1_500_000_000);
    }

    @Test
    void aLineOfJsonForEachStep() throws Exception {
        var file = folder.resolve("metrics.jsonl");
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (var metrics = MetricsFile.begin(file)) {
            metrics.onStep(step(1, 0.5));
            assertThat(Files.readAllLines(file)).as("written at once").hasSize(1);
            metrics.onStep(step(2, 0.25));
        }
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        for (int i = 0; i < 2; i++) {
            var line = JsonMapper.shared().readTree(lines.get(i));
            assertThat(line.propertyNames())
                    .containsExactly(
                            "step",
                            "loss",
                            "gradientNorm",
                            "targetDeviation",
                            "predictionDeviation",
                            "emaDecay",
                            "learningRate",
                            "masked",
                            "positions",
                            "skipped",
                            "samples",
                            "seconds",
                            "dataWaitSeconds",
                            "time",
                            "residentBytes",
                            "javaHeapBytes",
                            "tensors",
                            "tensorBytes");
            assertThat(line.get("step").longValue()).isEqualTo(i + 1);
            assertThat(line.get("loss").doubleValue()).isEqualTo(i == 0 ? 0.5 : 0.25);
            assertThat(line.get("gradientNorm").doubleValue()).isEqualTo(0.125);
            assertThat(line.get("targetDeviation").doubleValue()).isEqualTo(0.99);
            assertThat(line.get("predictionDeviation").doubleValue()).isEqualTo(1e-3);
            assertThat(line.get("emaDecay").doubleValue()).isEqualTo(0.9998);
            assertThat(line.get("learningRate").doubleValue()).isEqualTo(2e-3);
            assertThat(line.get("masked").intValue()).isEqualTo(480);
            assertThat(line.get("positions").intValue()).isEqualTo(784);
            assertThat(line.get("skipped").booleanValue()).isFalse();
            assertThat(line.get("samples").intValue()).isEqualTo(16);
            assertThat(line.get("seconds").doubleValue()).isEqualTo(1.5);
            assertThat(line.get("dataWaitSeconds").doubleValue()).isEqualTo(0.25);
            assertThat(Instant.parse(line.get("time").asString())).isBetween(before, Instant.now());
            assertThat(line.get("residentBytes").longValue()).isGreaterThan(50_000_000);
            assertThat(line.get("javaHeapBytes").longValue())
                    .isBetween(100_000L, Runtime.getRuntime().maxMemory());
            assertThat(line.get("tensors").longValue()).isNotNegative();
            assertThat(line.get("tensorBytes").longValue()).isNotNegative();
        }
    }

    @Test
    void aLossThatIsNoNumberIsStillJson() throws Exception {
        var file = folder.resolve("metrics.jsonl");
        try (var metrics = MetricsFile.begin(file)) {
            metrics.onStep(step(1, Double.NaN));
            metrics.onStep(step(2, Double.POSITIVE_INFINITY));
        }
        var lines = Files.readAllLines(file);
        assertThat(JsonMapper.shared().readTree(lines.get(0)).get("loss").asString())
                .isEqualTo("NaN");
        assertThat(JsonMapper.shared().readTree(lines.get(1)).get("loss").asString())
                .isEqualTo("Infinity");
        assertThat(lines).allMatch(line -> line.contains("\"skipped\":true"));
        try (var metrics = MetricsFile.continueAfter(file, 2)) {
            assertThat(metrics.earlier())
                    .hasSize(2)
                    .allMatch(step -> step.report().isSkipped());
        }
    }

    @Test
    void anExistingFileIsNotTouched() throws Exception {
        var file = Files.writeString(folder.resolve("metrics.jsonl"), "mine\n");
        assertThatThrownBy(() -> MetricsFile.begin(file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("mine\n");
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainWithTheNextLine() throws Exception {
        var place = Files.createDirectory(folder.resolve("gone"));
        var file = place.resolve("metrics.jsonl");
        try (var metrics = MetricsFile.begin(file)) {
            Files.delete(file);
            Files.delete(place);
            metrics.onStep(step(1, 1));
            Files.createDirectory(place);
            metrics.onStep(step(2, 2));
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void aMissingFileIsBegunAnew() throws Exception {
        var file = folder.resolve("metrics.jsonl");
        try (var metrics = MetricsFile.continueAfter(file, 2)) {
            assertThat(metrics.earlier()).isEmpty();
            metrics.onStep(step(3, 0.5));
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void linesThatCanBeReadStayWhateverBecameOfTheOthers() throws Exception {
        var file = folder.resolve("metrics.jsonl");
        try (var metrics = MetricsFile.begin(file)) {
            metrics.onStep(step(1, 0.5));
            metrics.onStep(step(2, 0.25));
        }
        var bytes = Files.readAllBytes(file);
        bytes[3] = (byte) 0xff;
        Files.write(file, bytes);
        try (var metrics = MetricsFile.continueAfter(file, 2)) {
            assertThat(metrics.earlier()).containsExactly(step(2, 0.25));
        }
    }

    @Test
    void linesThatAreLostInTheEndAreTold() throws Exception {
        var place = Files.createDirectory(folder.resolve("gone"));
        var metrics = MetricsFile.begin(place.resolve("metrics.jsonl"));
        Files.delete(place.resolve("metrics.jsonl"));
        Files.delete(place);
        metrics.onStep(step(1, 1));
        assertThatThrownBy(metrics::close).isInstanceOf(NoSuchFileException.class);
        metrics.close();
    }

    @Test
    void goesOnBehindAStep() throws Exception {
        var file = folder.resolve("metrics.jsonl");
        try (var metrics = MetricsFile.begin(file)) {
            metrics.onStep(step(1, 0.5));
            metrics.onStep(step(2, 0.25));
            metrics.onStep(step(3, Double.NaN));
        }
        Files.writeString(file, "{\"step\":4,\"lo", StandardOpenOption.APPEND);
        try (var metrics = MetricsFile.continueAfter(file, 2)) {
            assertThat(metrics.earlier()).containsExactly(step(1, 0.5), step(2, 0.25));
            metrics.onStep(step(3, 0.125));
        }
        try (var metrics = MetricsFile.continueAfter(file, 3)) {
            assertThat(metrics.earlier()).containsExactly(step(1, 0.5), step(2, 0.25), step(3, 0.125));
        }
    }
}
