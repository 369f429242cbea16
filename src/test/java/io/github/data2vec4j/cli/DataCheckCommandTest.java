package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCheckCommandTest {

    private static final Path SPEECH = Path.of("src/samples/speech");
    private static final Path PICTURES = Path.of("src/samples/pictures");

    @TempDir
    private Path folder;

    private Path copy(Path from, String name) throws IOException {
        return Files.copy(from, folder.resolve(name));
    }

    private static Path first(Path root, String ending) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void cutInHalf(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void countsSpeech() throws Exception {
        var wav = first(SPEECH, ".wav");
        copy(wav, "one.wav");
        copy(wav, "two.wav");
        var run = CommandRun.of("data", "check", folder.toString());
        // 16 kHz, 16 bits, behind a header of 44 bytes.
        double seconds = (Files.size(wav) - 44) / 32_000.0;
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("2 utterances, %.1f minutes".formatted(2 * seconds / 60))
                .contains("seconds: from ")
                .contains("broken: 0")
                .contains("times as fast as they are spoken");
        assertThat(run.status()).isZero();
    }

    @Test
    void tellsWhatMayNotBeExpected() throws Exception {
        var wav = first(SPEECH, ".wav");
        for (var split : List.of("train", "test")) {
            Files.createDirectory(folder.resolve(split));
            copy(wav, split + "/one.wav");
        }
        copy(wav, "train/two.shn");
        var run = CommandRun.of("data", "check", folder.toString());
        assertThat(run.out())
                .startsWith("passed over 1 *.shn%nreads train and test together; name one of them".formatted());
    }

    @Test
    void segmentsOfOneFileAreToldApart() throws Exception {
        copy(first(SPEECH, ".wav"), "talk.wav");
        Files.writeString(folder.resolve("gone.flac"), "not a recording");
        var manifest = Files.writeString(folder.resolve("train.jsonl"), """
                {"audio_filepath": "talk.wav", "offset": 0.5, "duration": 0.25}
                {"audio_filepath": "talk.wav", "offset": 1, "duration": 0.75}
                {"audio_filepath": "gone.flac", "offset": 0, "duration": 2.5}
                {"audio_filepath": "gone.flac", "offset": 2.5, "duration": 5}
                """);
        var run = CommandRun.of("data", "check", manifest.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("2 utterances, 0.0 minutes")
                .contains("seconds: from 0.25")
                .contains("broken: 2 (50 %)")
                .contains("gone.flac, 0 s to 2.5 s: it is in no format")
                .contains("gone.flac, 2.5 s to 7.5 s: it is in no format");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void namesRecordingsWithoutAnySound() throws Exception {
        var wav = first(SPEECH, ".wav");
        copy(wav, "whole.wav");
        // Up to the end of the header, which says that no data follow.
        var header = Arrays.copyOf(Files.readAllBytes(wav), 44);
        Arrays.fill(header, 40, 44, (byte) 0);
        var empty = Files.write(folder.resolve("empty.wav"), header);
        var run = CommandRun.of("data", "check", folder.toString());
        assertThat(run.out()).contains("1 utterances, ", "broken: 1 (50 %)", "\n  " + empty + ": it has no samples");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void namesBrokenPictures() throws Exception {
        copy(first(PICTURES, ".jpg"), "whole.jpg");
        var half = copy(first(PICTURES, ".jpg"), "half.jpg");
        cutInHalf(half);
        var run = CommandRun.of("data", "check", folder.toString());
        assertThat(run.out())
                // Of the whole one alone, whose shorter side has 160 pixels.
                .contains("1 pictures, 160 pixels on average along the shorter side")
                .contains("broken: 1 (50 %)")
                .containsPattern("\\n  " + half + ": .*cut off");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void namesLinksThatLeadNowhere() throws Exception {
        copy(first(PICTURES, ".jpg"), "whole.jpg");
        copy(first(SPEECH, ".wav"), "whole.wav");
        var endings = Map.of("pictures", ".jpg", "speech", ".wav", "text", ".txt");
        for (var kind : endings.entrySet()) {
            var link = Files.createSymbolicLink(folder.resolve("link" + kind.getValue()), folder.resolve("nowhere"));
            var run = CommandRun.of("data", "check", folder.toString(), "--as", kind.getKey());
            assertThat(run.out() + run.err()).contains(link + ": there is no such file");
            assertThat(run.status()).isPositive();
        }
    }

    @Test
    void findsTextUnderAnotherKey() throws Exception {
        Files.writeString(folder.resolve("a.jsonl"), "{\"content\": \"fo\\uD83D\\uDE00r\"}\n");
        var run = CommandRun.of("data", "check", folder.toString(), "--text-key", "content");
        assertThat(run.out()).contains("characters: from 4", "broken: 0");
        assertThat(run.status()).isZero();
    }

    @Test
    void countsCharactersOfText() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "four\n\nfive5\n");
        Files.writeString(folder.resolve("b.txt"), "\n");
        var run = CommandRun.of("data", "check", folder.toString(), "--as", "text");
        assertThat(run.out())
                .contains("1 text files, 0.0 million characters")
                .contains("characters: from 9")
                .contains("b.txt: it is empty");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void namesLinesThatAreNoText() throws Exception {
        var file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"text\": \"four\"}\n{\n{\"text\": \"five5\"}\n{\"text\": \"six\"}\n");
        var other = Files.writeString(folder.resolve("b.jsonl"), "{}\n{\n");
        var run = CommandRun.of("data", "check", folder.toString());
        assertThat(run.out())
                .contains("1 text files", "characters: from 12", "broken: 3 (50 %)")
                .contains("\n  " + file
                        + ", line 2: this is no JSON: Unexpected end-of-input: expected close marker for Object\n")
                .contains("\n  " + other + ", line 1: there is no key text", "and 1 more");
        assertThat(run.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"speech, .wav, utterances", "pictures, .jpg, pictures", "text, .txt, text files"})
    void listsWhatCanBeReadForARun(String kind, String ending, String samples) throws Exception {
        var whole = Path.of("src", "samples", kind);
        var data = folder.resolve("data");
        try (var files = Files.walk(whole)) {
            int number = 0;
            for (var file : files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .limit(3)
                    .toList()) {
                Files.createDirectories(data.resolve("a b"));
                Files.copy(file, data.resolve("a b/" + number++ + ending));
            }
        }
        Files.write(data.resolve("broken" + ending), new byte[] {(byte) 0xFF, 0, 1});
        var list = folder.resolve("lists/good.lst");
        var run = CommandRun.of("data", "check", data.toString(), "--as", kind, "--list", list.toString());
        assertThat(run.out()).contains("broken: 1 ", list + " lists the 3 that can be read");

        var again = CommandRun.of("data", "check", list.toString(), "--as", kind);
        assertThat(again.out()).contains("3 " + samples, "broken: 0");
        assertThat(again.status()).isZero();
    }

    // A manifest is stripped line by line, and names only UTF-8; a list has whole paths.
    @ParameterizedTest
    @CsvSource({"speech, 2, 3", "pictures, 3, 2"})
    @EnabledOnOs(OS.LINUX)
    void namesWhatItCannotList(String kind, int listed, int leftOut) throws Exception {
        var sample = kind.equals("speech")
                ? Path.of("src/samples/speech/amy/01-boy-apple-boat.wav")
                : Path.of("src/samples/pictures/land-animals/crocodile.jpg");
        var ending = sample.toString().substring(sample.toString().length() - 4);
        var data = Files.createDirectory(folder.resolve("data"));
        for (var name : List.of("good", "too good", " blank", "control\u0007")) {
            Files.copy(sample, data.resolve(name + ending));
        }
        // Only a shell spells a byte that is no UTF-8.
        var script = "cp \"$1\" \"$2\"/$(printf 'caf\\351')" + ending;
        var copy = new ProcessBuilder("/bin/sh", "-c", script, "sh", sample.toString(), data.toString()).start();
        assertThat(copy.waitFor()).isZero();
        var list = folder.resolve("good.lst");
        var run = CommandRun.of("data", "check", data.toString(), "--as", kind, "--list", list.toString());
        assertThat(run.out())
                .contains(list + " lists the " + listed + " that can be read and listed")
                .contains("warning: " + leftOut + " more cannot be listed")
                .contains("control\\u0007" + ending + "\"");
        var again = CommandRun.of("data", "check", list.toString(), "--as", kind);
        assertThat(again.out()).contains(listed + " ", "broken: 0");
        assertThat(again.status()).isZero();
    }

    @Test
    void listsFilesOnly() throws Exception {
        var shards = folder.resolve("shards");
        CommandRun.of("shard", "--data", "src/samples/pictures", "--output", shards.toString());
        var run = CommandRun.of(
                "data",
                "check",
                shards.toString(),
                "--list",
                folder.resolve("list").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--list is for files, but these pictures lie in shards");
        assertThat(folder.resolve("list")).doesNotExist();
    }

    @Test
    void whatIsNothingOfThatIsToldWithAllReasons() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "1,2\n");
        var run = CommandRun.of("data", "check", folder.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(folder + " is none of these")
                .contains("\n  speech: no recording below ")
                .contains("\n  pictures: no picture below ")
                .contains("\n  text: no text below ");
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        var run = CommandRun.of("data", "check", folder.resolve("none/at/all").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("none/at/all does not exist");
    }
}
