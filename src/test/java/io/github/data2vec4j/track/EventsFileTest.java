package io.github.data2vec4j.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.track.RunEvent.Kind;
import io.github.data2vec4j.train.TimedStep;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsFileTest {

    @TempDir
    private Path folder;

    private static TimedStep step(long number) {
        return new TimedStep(new StepReport(number, 1, 1, 1, 1, 1, 1, 1, 2), 1, 1, 1);
    }

    @Test
    void aLineForEachEventBehindTheHalfOneOfARunThatWasKilled() throws Exception {
        var file = Files.writeString(folder.resolve("events.jsonl"), "{\"time\":\"2026-");
        var events = new EventsFile(file, 5);
        events.add(Kind.RESUMED, "3 pictures");
        events.onStep(step(6));
        events.onTrouble("no room\n\"here\"");

        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(RunEvent.parse(lines.get(0))).isNull();
        var resumed = RunEvent.parse(lines.get(1));
        assertThat(resumed).isNotNull();
        assertThat(resumed.kind()).isEqualTo(Kind.RESUMED);
        assertThat(resumed.step()).isEqualTo(5);
        assertThat(lines.get(2)).contains("\"kind\":\"trouble\"").contains("\"step\":6");
        var trouble = RunEvent.parse(lines.get(2));
        assertThat(trouble).isNotNull();
        assertThat(trouble.message()).isEqualTo("no room\n\"here\"");
    }

    @Test
    void whatCannotBeWrittenIsWrittenWithTheNext() throws Exception {
        var place = folder.resolve("gone");
        var events = new EventsFile(place.resolve("events.jsonl"), 0);
        events.add(Kind.BEGUN, "one");
        Files.createDirectory(place);
        events.add(Kind.STOPPED, "two");
        assertThat(Files.readAllLines(place.resolve("events.jsonl"))).hasSize(2);
    }
}
