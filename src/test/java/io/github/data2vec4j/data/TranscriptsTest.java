package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TranscriptsTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderMayHaveNone() throws IOException {
        assertThat(Transcripts.in(folder).of(folder.resolve("a.wav"))).isNull();
        assertThat(Transcripts.none().unmatched(List.of())).isEmpty();
    }

    @Test
    void pathsMayBeWrittenInAnyWay() throws IOException {
        write("\uFEFF./a.wav\tone\r\nb/../c.wav\t two \r\n\r\n%s\tthree\n".formatted(folder.resolve("d.wav")));
        var transcripts = Transcripts.in(folder);
        assertThat(List.of("a.wav", "c.wav", "./d.wav"))
                .extracting(name -> transcripts.of(folder.resolve(name)))
                .containsExactly("one", "two", "three");
    }

    @Test
    void aTextMayBeEmpty() throws IOException {
        write("a.wav\t\n");
        assertThat(Transcripts.in(folder).of(folder.resolve("a.wav"))).isEmpty();
    }

    @Test
    void tellsOfLinesAboutNoFile() throws IOException {
        var file = write("a.wav\tone\nb.wav\ttwo\nc.wav\tthree\n");
        var transcripts = Transcripts.in(folder);
        assertThat(transcripts.unmatched(List.of(folder.resolve("b.wav"))))
                .contains("2 of 3 lines of %s are about no file that was found; the first: %s"
                        .formatted(file, folder.resolve("a.wav")));
        assertThat(transcripts.unmatched(
                        List.of(folder.resolve("a.wav"), folder.resolve("b.wav"), folder.resolve("c.wav"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a boat | expected PATH<TAB>TEXT, but found 1 fields",
                "1.wav\ta\tb | found 3 fields",
                "./1.wav\ta boat | already has a transcript",
                "x\u0000.wav\ta boat | is no path"
            })
    void wrongLinesAreNamed(String line, String reason) throws IOException {
        var file = write("1.wav\tThe red boat.\n" + line + "\n");
        assertThatThrownBy(() -> Transcripts.in(folder))
                .isInstanceOf(WrongTranscriptException.class)
                .hasMessageStartingWith(file + ", line 2: ")
                .hasMessageContaining(reason);
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("transcripts.tsv"), lines);
    }
}
