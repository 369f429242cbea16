package io.github.data2vec4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.BadSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendedLinesTest {

    @TempDir
    private Path folder;

    @Test
    void appendsToWhatIsThere() throws Exception {
        var file = Files.writeString(folder.resolve("a"), "one\n");
        try (var lines = new AppendedLines(file)) {
            lines.add("two");
            assertThat(file).hasContent("one\ntwo\n");
            lines.add("drei und \u00fcber");
        }
        assertThat(Files.readString(file)).isEqualTo("one\ntwo\ndrei und \u00fcber\n");
    }

    @Test
    void aHalfLineIsEndedBeforeTheNext() throws Exception {
        var file = Files.writeString(folder.resolve("a"), "one\nha");
        try (var lines = new AppendedLines(file)) {
            lines.add("two");
        }
        assertThat(Files.readString(file)).isEqualTo("one\nha\ntwo\n");
    }

    // The folder is lost and comes back, as a disk does that was unmounted.
    @Test
    void whatCannotBeWrittenWaits() throws Exception {
        var place = folder.resolve("later");
        try (var lines = new AppendedLines(place.resolve("a"))) {
            var all = IntStream.range(0, 1234).mapToObj(Integer::toString).toList();
            all.forEach(lines::add);
            Files.createDirectory(place);
            lines.add("the last");
            assertThat(Files.readString(place.resolve("a"))).isEqualTo(String.join("\n", all) + "\nthe last\n");
        }
    }

    @Test
    void whatIsLostInTheEndIsTold() {
        var lines = new AppendedLines(folder.resolve("never/a"));
        lines.add("one");
        assertThatThrownBy(lines::close).isInstanceOf(IOException.class).hasMessageContaining("never");
    }

    @Test
    void theListOfBadSamplesIsWrittenWhenItIsClosedAtTheLatest() throws Exception {
        var file = folder.resolve("later/bad-samples.tsv");
        try (var list = new BadSampleFile(file)) {
            list.accept(new BadSample("a.jpg", 3, "it is empty"));
            Files.createDirectory(folder.resolve("later"));
        }
        assertThat(file).hasContent("a.jpg\t3\tit is empty\n");
    }

    @Test
    void theListOfBadSamplesSurvivesAKill() throws Exception {
        var file = folder.resolve("bad-samples.tsv");
        new BadSampleFile(file).accept(new BadSample("a.jpg", "it is\tcut\noff"));
        Files.writeString(file, Files.readString(file) + "half-a-na");
        // Half of a character.
        Files.write(file, new byte[] {(byte) 0xC3}, StandardOpenOption.APPEND);
        new BadSampleFile(file).accept(new BadSample("b.jpg", 7, "it is empty"));
        assertThat(new BadSampleFile(file).earlier())
                .containsExactly(new BadSample("a.jpg", "it is cut off"), new BadSample("b.jpg", 7, "it is empty"));
    }
}
