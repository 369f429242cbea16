package io.github.data2vec4j.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.TinyModality;
import io.github.data2vec4j.torch.OneThread;
import io.github.data2vec4j.train.AdamW;
import io.github.data2vec4j.train.Checkpoints;
import io.github.data2vec4j.train.Collapse;
import io.github.data2vec4j.train.LearningRate;
import io.github.data2vec4j.train.Pretrainer;
import io.github.data2vec4j.train.SavedRun;
import io.github.data2vec4j.train.TimedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class FlightEventsTest {

    private static final String PREFIX = "io.github.data2vec4j.";

    @TempDir
    private Path folder;

    @Test
    void aRecordedRunTellsOfStepsWaitsCheckpointsAndMemory() throws Exception {
        var steps = new ArrayList<TimedStep>();
        List<RecordedEvent> events;
        try (var recording = new Recording()) {
            recording.enable(PREFIX + "Step").withoutThreshold();
            recording.enable(PREFIX + "DataWait").withoutThreshold();
            recording.enable(PREFIX + "Checkpoint").withoutThreshold();
            recording.enable(PREFIX + "NativeMemory").with("period", "beginChunk");
            try (var model = Data2Vec.initialised(new TinyModality(0), TinyModality.method(), 3);
                    var memory = NativeMemoryEvent.periodically()) {
                recording.start();
                new Pretrainer(
                                new Pretrainer.Config(5, 2, 1, 1, 1),
                                new AdamW.Config(0.9, 0.99, 1e-8, AdamW.EpsilonAt.CORRECTED, 0.01),
                                LearningRate.cosine(0.01, 0.001, 2),
                                Collapse.UNWATCHED)
                        .run(
                                model,
                                TinyModality.source(7, 3),
                                1,
                                SavedRun.none(folder.resolve("checkpoints"), new Checkpoints(2, 9, 0), "a: 1"),
                                List.of(steps::add));
            }
            recording.stop();
            var file = folder.resolve("run.jfr");
            recording.dump(file);
            events = RecordingFile.readAllEvents(file);
        }

        var recorded = of("Step", events);
        assertThat(recorded).hasSize(5);
        for (int i = 0; i < 5; i++) {
            var report = steps.get(i).report();
            assertThat(recorded.get(i).getLong("step")).isEqualTo(i + 1);
            assertThat(recorded.get(i).getDouble("loss")).isEqualTo(report.loss());
            assertThat(recorded.get(i).getDouble("gradientNorm")).isEqualTo(report.gradientNorm());
            assertThat(recorded.get(i).getInt("samples")).isEqualTo(6);
            assertThat(recorded.get(i).getDuration()).isPositive();
        }
        assertThat(of("DataWait", events)).hasSize(10).allMatch(event -> event.getInt("samples") == 3);
        var checkpoints = of("Checkpoint", events);
        assertThat(checkpoints.stream().map(event -> event.getLong("step"))).containsExactly(2L, 4L, 5L);
        assertThat(checkpoints)
                .allMatch(event -> event.getBoolean("written"))
                .allMatch(event -> event.getLong("bytes") > 1000)
                .allMatch(event -> event.getDuration("snapshot").compareTo(Duration.ZERO) > 0);
        assertThat(of("NativeMemory", events))
                .isNotEmpty()
                .allMatch(event -> event.getLong("resident") > 50_000_000)
                .allMatch(event -> event.getLong("tensors") > 0);
    }

    private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(PREFIX + name))
                .toList();
    }
}
