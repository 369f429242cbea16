package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFilesTest {

    private static final AudioFiles ANY = new AudioFiles(16_000, 1);

    @TempDir
    Path folder;

    @Test
    void findsFilesOfATreeInOrder() throws Exception {
        wav("b/2.wav", 20);
        wav("b/10.wav", 10);
        wav("B.WAV", 5);
        wav("b.wav", 6);
        wav("a/deep/er/x.Wav", 7);
        Files.createFile(folder.resolve("notes.txt"));
        Files.createDirectory(folder.resolve("album.wav"));
        assertThat(ANY.find(folder))
                .isEqualTo(new FoundUtterances(
                        List.of(
                                utterance("B.WAV", 5),
                                utterance("a/deep/er/x.Wav", 7),
                                utterance("b.wav", 6),
                                utterance("b/10.wav", 10),
                                utterance("b/2.wav", 20)),
                        0));
    }

    @Test
    void readsTranscriptsOfATree() throws Exception {
        wav("ada/1.wav", 5);
        wav("ada/2.wav", 6);
        wav("ben/1.wav", 7);
        text("transcripts.tsv", "ben/1.wav\tThe red boat.", "", "ada/1.wav\tA green apple, früh.");
        assertThat(ANY.find(folder).utterances())
                .extracting(Utterance::transcript)
                .containsExactly("A green apple, früh.", null, "The red boat.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.wav a boat | expected PATH<TAB>TEXT, but found 1 fields",
                "1.wav\ta\tb | found 3 fields",
                "2.wav\ta boat | there is no file",
                "1.txt\ta boat | 1.txt is no *.wav file",
                "./1.wav\ta boat | already has a transcript"
            })
    void wrongLinesOfTranscriptsAreNamed(String line, String reason) throws Exception {
        wav("1.wav", 5);
        var transcripts = text("transcripts.tsv", "1.wav\tThe red boat.", line);
        assertMistake(folder, transcripts + ", line 2: ", reason);
    }

    @Test
    void readsAManifestOfFairseq() throws Exception {
        wav("data/b/2.wav", 20);
        wav("data/a.wav", 30);
        var manifest = text("lists/train.tsv", folder.resolve("data").toString(), "b/2.wav\t20", "a.wav\t30");
        assertThat(ANY.find(manifest).utterances())
                .containsExactly(utterance("data/a.wav", 30), utterance("data/b/2.wav", 20));
        var relative = text("lists/train.tsv", "../data", "b/2.wav\t20", "", "a.wav\t30");
        assertThat(ANY.find(relative)).isEqualTo(ANY.find(manifest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.wav | expected PATH<TAB>SAMPLES, but found 1 fields",
                "1.wav\t5\tx | found 3 fields",
                "1.wav\tfive | five is no number of samples",
                "1.wav\t-5 | -5 is no number of samples",
                "1.flac\t5 | 1.flac is no *.wav file; convert",
                "2.wav\t5 | there is no file"
            })
    void wrongLinesOfAManifestAreNamed(String line, String reason) throws Exception {
        wav("1.wav", 5);
        var manifest = text("train.tsv", ".", "1.wav\t5", line);
        assertMistake(manifest, manifest + ", line 3: ", reason);
    }

    @Test
    void aManifestWithoutItsFolderIsNamed() throws Exception {
        wav("1.wav", 5);
        var manifest = text("train.tsv", "1.wav\t5", "1.wav\t5");
        assertMistake(manifest, manifest + ", line 1: ", "names the folder of all files, but there is no folder");
    }

    @Test
    void readsLinesOfJson() throws Exception {
        wav("data/a.wav", 16_000);
        wav("data/b.wav", 8_000);
        wav("c.wav", 100);
        var manifest = text(
                "data/train.jsonl",
                "{\"audio_filepath\": \"b.wav\", \"duration\": 0.55, \"text\": \"the red boat\", \"offset\": 0.0}",
                "{\"audio_filepath\": \"../c.wav\", \"speaker\": 4, \"text\": null}",
                "",
                "{\"duration\": 1, \"audio_filepath\": \"" + folder.resolve("data/a.wav") + "\"}");
        assertThat(ANY.find(manifest).utterances())
                .containsExactly(
                        utterance("c.wav", 100),
                        utterance("data/a.wav", 16_000),
                        new Utterance(folder.resolve("data/b.wav"), 8_000, "the red boat"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"audio_filepath\": \"1.wav\" | this is no JSON",
                "{\"audio_filepath\": \"1.wav\"} x | this is no JSON",
                "[1] | expected an object of JSON",
                "{\"path\": \"1.wav\"} | expected the key audio_filepath",
                "{\"audio_filepath\": 1} | expected the key audio_filepath",
                "{\"audio_filepath\": \"2.wav\"} | there is no file",
                "{\"audio_filepath\": \"1.mp3\"} | 1.mp3 is no *.wav file",
                "{\"audio_filepath\": \"1.wav\", \"duration\": 0.7} | duration is 0.7, but the file has 0.5 seconds",
                "{\"audio_filepath\": \"1.wav\", \"duration\": \"0.5\"} | duration is \"0.5\"",
                "{\"audio_filepath\": \"1.wav\", \"offset\": 1.5} | offset is 1.5, but parts of files are not supported",
                "{\"audio_filepath\": \"1.wav\", \"text\": [1]} | text is not a string, but [1]"
            })
    void wrongLinesOfJsonAreNamed(String line, String reason) throws Exception {
        wav("1.wav", 8_000);
        var manifest = text("train.jsonl", "{\"audio_filepath\": \"1.wav\", \"duration\": 0.5}", line);
        assertMistake(manifest, manifest + ", line 2: ", reason);
    }

    @Test
    void countsUtterancesThatAreTooShort() throws Exception {
        wav("1.wav", 99);
        wav("2.wav", 100);
        wav("3.wav", 0);
        assertThat(new AudioFiles(16_000, 100).find(folder))
                .isEqualTo(new FoundUtterances(List.of(utterance("2.wav", 100)), 2));
        assertThatThrownBy(() -> new AudioFiles(16_000, 101).find(folder))
                .isInstanceOf(NoUtterancesException.class)
                .hasMessageContaining("all 3 utterances of " + folder)
                .hasMessageContaining("shorter than the 101 samples wanted; the longest has 100");
    }

    @Test
    void filesOfAnotherRateAreNamed() throws Exception {
        wav("1.wav", 10);
        assertThatThrownBy(() -> new AudioFiles(8_000, 1).find(folder))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining(folder.resolve("1.wav").toString())
                .hasMessageContaining("16000 samples per second, but 8000 are wanted");
    }

    @Test
    void anEmptyPlaceSaysWhatWasLookedFor() throws Exception {
        Files.createFile(folder.resolve("notes.txt"));
        assertMistake(folder, "no utterance in " + folder, "*.wav files");
        var empty = text("train.tsv", "");
        assertMistake(empty, "no utterance in " + empty, "lines of JSON");
        assertMistake(text("train.tsv", "."), "no utterance in " + empty, "PATH<TAB>SAMPLES");
    }

    @Test
    void aRecordingIsNoManifest() throws Exception {
        wav("1.wav", -5000);
        assertMistake(folder.resolve("1.wav"), folder.resolve("1.wav").toString(), "neither a folder nor a manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"speach", "train.tvs"})
    void aTypingErrorIsNamed(String name) {
        assertThatThrownBy(() -> ANY.find(folder.resolve(name)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("no such folder or manifest");
    }

    @Test
    void anUtteranceReadsItsWaveform() throws Exception {
        wav("1.wav", 3);
        assertThat(ANY.find(folder).utterances().getFirst().read(16_000).samples())
                .containsExactly(3 / 32768f, 3 / 32768f, 3 / 32768f);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void aFileThatIsNotAsListedIsNamed(int samples) throws Exception {
        wav("1.wav", 5);
        var manifest = text("train.tsv", ".", "1.wav\t" + samples);
        var listed = ANY.find(manifest).utterances().getFirst();
        assertThatThrownBy(() -> listed.read(16_000))
                .isInstanceOf(BadAudioException.class)
                .hasMessageContaining("1.wav")
                .hasMessageContaining("it has 5 samples, but was listed with " + samples);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new AudioFiles(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AudioFiles(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertMistake(Path source, String start, String reason) {
        assertThatThrownBy(() -> ANY.find(source))
                .isInstanceOf(NoUtterancesException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(reason);
    }

    private Utterance utterance(String name, long samples) {
        return new Utterance(folder.resolve(name), samples, null);
    }

    private void wav(String name, int samples) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        var values = new int[Math.abs(samples)];
        Arrays.fill(values, samples);
        Files.write(file, WaveBytes.speech(values));
    }

    private Path text(String name, String... lines) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }
}
