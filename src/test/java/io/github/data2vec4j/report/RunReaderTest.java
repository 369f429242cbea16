package io.github.data2vec4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReaderTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutARunWaits() throws Exception {
        assertThat(WrittenRun.read(folder.resolve("not/there")).state()).isEqualTo(RunState.WAITING);
    }

    @ParameterizedTest
    @CsvSource({
        "begun, RUNNING",
        "resumed, RUNNING",
        "checkpoint, RUNNING",
        "trouble, RUNNING",
        "stopped, STOPPED",
        "alarm, ALARM",
        "complete, COMPLETE"
    })
    void theLastEventSaysHowItStands(String kind, RunState expected) throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 4);
        WrittenRun.environment(folder, "elsewhere");
        WrittenRun.event(folder, "begun", "");
        WrittenRun.event(folder, kind, "");
        assertThat(WrittenRun.read(folder).state()).isEqualTo(expected);
    }

    @Test
    void aRunWhoseProcessIsGoneWasInterrupted() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 4);
        WrittenRun.event(folder, "begun", "");
        WrittenRun.environment(folder, "here");
        assertThat(WrittenRun.read(folder).state()).isEqualTo(RunState.INTERRUPTED);
    }

    @ParameterizedTest
    @CsvSource({"119, RUNNING", "121, SILENT"})
    void aRunThatSaysNothingForTwoMinutesIsSilent(long secondsAgo, RunState expected) throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.event(folder, "begun", "");
        Files.writeString(folder.resolve("metrics.jsonl"), WrittenRun.line(1, "1", secondsAgo));
        assertThat(WrittenRun.read(folder).state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Nothing collapsed, COMPLETE", "The representation COLLAPSED, ALARM"})
    void aRunOfAnEarlierVersionIsKnownByItsSummary(String summary, RunState expected) throws Exception {
        WrittenRun.begun(folder);
        Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1,\"loss\":0.5}\n");
        Files.writeString(folder.resolve("summary.txt"), summary);
        var run = WrittenRun.read(folder);
        assertThat(run.state()).isEqualTo(expected);
        assertThat(run.metrics().at(Metric.LOSS, 0)).isEqualTo(0.5);
        assertThat(run.metrics().at(Metric.RESIDENT_BYTES, 0)).isNaN();
    }

    @Test
    void lossesThatAreNoNumbersAndHalfALine() throws Exception {
        WrittenRun.begun(folder);
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"step\":1,\"loss\":null,\"skipped\":true}\n{\"step\":2,\"loss\":\"NaN\"}\n"
                        + "{\"step\":3,\"loss\":\"Infinity\"}\nrubbish\n\n{\"step\":4,\"loss\":0.25}\n{\"step\":5,\"lo");
        var metrics = WrittenRun.read(folder).metrics();
        assertThat(metrics.size()).isEqualTo(4);
        assertThat(metrics.values(Metric.LOSS)).containsExactly(Double.NaN, Double.NaN, Double.NaN, 0.25);
        assertThat(metrics.isSkipped(0)).isTrue();
        assertThat(metrics.isSkipped(1)).isFalse();
    }

    @Test
    void linesAreReadAsTheyCome() throws Exception {
        WrittenRun.begun(folder);
        var file = folder.resolve("metrics.jsonl");
        var reader = new RunReader(folder, yaml -> WrittenRun.PLAN, WrittenRun.HERE);
        assertThat(reader.read(WrittenRun.NOW).step()).isZero();
        Files.writeString(
                file, WrittenRun.line(1, "1", 0) + WrittenRun.line(2, "1", 0).substring(0, 20));
        assertThat(reader.read(WrittenRun.NOW).step()).isEqualTo(1);
        Files.writeString(file, WrittenRun.line(2, "1", 0).substring(20), StandardOpenOption.APPEND);
        assertThat(reader.read(WrittenRun.NOW).step()).isEqualTo(2);
        assertThat(reader.read(WrittenRun.NOW).metrics().size()).isEqualTo(2);
    }

    @Test
    void aRunThatWasReplacedIsReadAnew() throws Exception {
        WrittenRun.begun(folder);
        var file = folder.resolve("metrics.jsonl");
        var reader = new RunReader(folder, yaml -> WrittenRun.PLAN, WrittenRun.HERE);
        Files.writeString(file, WrittenRun.line(1, "1", 100));
        assertThat(reader.read(WrittenRun.NOW).metrics().size()).isEqualTo(1);
        // In the same file, and longer.
        Files.writeString(file, WrittenRun.line(1, "0.5", 50) + WrittenRun.line(2, "0.25", 0));
        assertThat(reader.read(WrittenRun.NOW).metrics().values(Metric.LOSS)).containsExactly(0.5, 0.25);
    }

    @Test
    void theTimeLeftIsThatOfTheLatestUpdates() throws Exception {
        WrittenRun.begun(folder);
        WrittenRun.metrics(folder, 40);
        // 60 updates of half a second.
        assertThat(WrittenRun.read(folder).secondsLeft()).isEqualTo(30);
        assertThat(WrittenRun.read(folder).progress()).isEqualTo(0.4);
    }
}
