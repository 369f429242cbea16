package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.NoFilesException;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Shards;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.data.WrongTranscriptException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
                        Shards.one(5),
                        0,
                        List.of()));
    }

    @Test
    void readsTranscriptsOfATree() throws Exception {
        wav("ada/1.wav", 5);
        wav("ada/2.wav", 6);
        wav("ben/1.wav", 7);
        text("transcripts.tsv", "ben/1.wav\tThe red boat.", "", "ada/1.wav\tA green apple, früh.");
        assertThat(ANY.findTranscribed(folder, SearchProgress.NONE).utterances())
                .extracting(Utterance::transcript)
                .containsExactly("A green apple, früh.", null, "The red boat.");
    }

    // Another program's file of that name says nothing that pretraining asks for.
    @Test
    void readsTranscriptsOnlyWhereTheyAreAskedFor() throws Exception {
        wav("1.wav", 5);
        text("transcripts.tsv", "id\tpath\ttext");
        assertThat(ANY.find(folder).utterances()).hasSize(1);
        assertThatThrownBy(() -> ANY.findTranscribed(folder, SearchProgress.NONE))
                .isInstanceOf(WrongTranscriptException.class);
    }

    @Test
    void readsManifestsWithAByteOrderMark() throws Exception {
        wav("a.wav", 16_000);
        var json = text("a.jsonl", "\uFEFF{\"audio_filepath\": \"a.wav\"}");
        assertThat(ANY.find(json).utterances()).hasSize(1);
        var fairseq = text("a.tsv", "\uFEFF.", "a.wav\t16000");
        assertThat(ANY.find(fairseq).utterances()).hasSize(1);
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws Exception {
        var manifest = Files.writeString(folder.resolve("a.tsv"), ".\ncafé.wav\t5\n", StandardCharsets.ISO_8859_1);
        assertMistake(manifest, manifest.toString(), "nor a manifest in UTF-8 (line 2 is no such text)");
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
                "1.doc\t5 | 1.doc is no audio file, whose names end in *.aac"
            })
    void wrongLinesOfAManifestAreNamed(String line, String reason) throws Exception {
        wav("1.wav", 5);
        var manifest = text("train.tsv", ".", "1.wav\t5", line);
        assertMistake(manifest, manifest + ", line 3: ", reason);
    }

    @Test
    void aManifestWithoutItsFolderIsNamed() throws Exception {
        wav("1.wav", 5);
        var manifest = text("train.tsv", "nowhere", "1.wav\t5");
        assertMistake(
                manifest,
                manifest + ", line 1: ",
                "names the folder of all files, but there is no folder " + folder.resolve("nowhere"));
        var book = text("book.txt", "It was the best of times, ".repeat(100));
        assertThatThrownBy(() -> ANY.find(book))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).endsWith("..."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id\tpath\tsentence", "1.wav\t5"})
    void aTableOfAnotherKindIsToldWhatIsRead(String head) throws Exception {
        wav("1.wav", 5);
        var table = text("validated.tsv", head, "1.wav\t5");
        assertMistake(
                table, table + ", line 1: a table of columns is not read", "clips of Common Voice, give that folder");
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
                        new Utterance(new FileContent(folder.resolve("data/b.wav")), 8_000, "the red boat"));
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
                "{\"audio_filepath\": \"1.doc\"} | 1.doc is no audio file",
                "{\"audio_filepath\": \"1.wav\", \"duration\": \"0.5\"} | duration is \"0.5\"",
                "{\"audio_filepath\": \"1.wav\", \"text\": [1]} | text is not a string, but [1]"
            })
    void wrongLinesOfJsonAreNamed(String line, String reason) throws Exception {
        wav("1.wav", 8_000);
        var manifest = text("train.jsonl", "{\"audio_filepath\": \"1.wav\", \"duration\": 0.5}", line);
        assertMistake(manifest, manifest + ", line 2: ", reason);
    }

    @Test
    void filesOfAManifestThatAreMissingAreBad() throws Exception {
        wav("1.wav", 5);
        var reason = "there is no such file, but it is in %s, line %d";
        var fairseq = text("train.tsv", ".", "2.wav\t5", "1.wav\t5");
        assertThat(ANY.find(fairseq).utterances()).containsExactly(utterance("1.wav", 5));
        assertThat(ANY.find(fairseq).bad())
                .extracting(BadSampleException::name, BadSampleException::reason)
                .containsExactly(tuple(folder.resolve("2.wav").toString(), reason.formatted(fairseq, 2)));
        var json = text("train.jsonl", "{\"audio_filepath\": \"1.wav\"}", "{\"audio_filepath\": \"3.wav\"}");
        assertThat(ANY.find(json).utterances()).containsExactly(utterance("1.wav", 5));
        assertThat(ANY.find(json).bad())
                .extracting(BadSampleException::name, BadSampleException::reason)
                .containsExactly(tuple(folder.resolve("3.wav").toString(), reason.formatted(json, 2)));
        Files.delete(folder.resolve("1.wav"));
        assertMistake(fairseq, "none of the 2 recordings of " + fairseq, "2.wav: there is no such file");
    }

    // So a text of any size is refused at once.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"a boat\"} | expected the key audio_filepath",
                "It was the best of times. | there is no folder"
            })
    void whatIsNoManifestIsNotReadToItsEnd(String line, String reason) throws Exception {
        var text = text("big.jsonl", (line + "\n").repeat(10_000));
        Files.write(text, new byte[] {(byte) 0xff}, StandardOpenOption.APPEND);
        assertMistake(text, text + ", line 1: ", reason);
    }

    @Test
    void aFileWithoutLineBreaksIsNoManifest() throws Exception {
        var zeros = folder.resolve("zeros.tsv");
        try (var file = new RandomAccessFile(zeros.toFile(), "rw")) {
            file.setLength(1 << 25);
        }
        assertMistake(zeros, zeros.toString(), "neither a folder nor a manifest in UTF-8 (line 1 is no such text)");
    }

    @Test
    void recordingsWithoutAnySoundAreBad() throws Exception {
        wav("1.wav", 100);
        wav("2.wav", 0);
        var found = new AudioFiles(16_000, 1).find(folder);
        assertThat(found.tooShort()).isZero();
        assertThat(found.bad())
                .extracting(BadSampleException::getMessage)
                .containsExactly("cannot read audio " + folder.resolve("2.wav") + ": it has no samples");
    }

    @Test
    void countsUtterancesThatAreTooShort() throws Exception {
        wav("1.wav", 99);
        wav("2.wav", 100);
        assertThat(new AudioFiles(16_000, 100).find(folder))
                .isEqualTo(new FoundUtterances(List.of(utterance("2.wav", 100)), Shards.one(1), 1, List.of()));
        assertThatThrownBy(() -> new AudioFiles(16_000, 101).find(folder))
                .isInstanceOf(NoUtterancesException.class)
                .hasMessageContaining("all 2 utterances of " + folder)
                .hasMessageContaining("shorter than the 101 samples wanted; the longest has 100");
    }

    // 11 samples of 16 kHz last as long as 5.5 of 8 kHz.
    @Test
    void lengthsAreCountedAtTheRateThatIsWanted() throws Exception {
        wav("1.wav", 11);
        assertThat(new AudioFiles(8_000, 1).find(folder).utterances()).containsExactly(utterance("1.wav", 6));
    }

    @Test
    void recordingsThatCannotBeReadAreListedWithTheirReasons() throws Exception {
        wav("1.wav", 10);
        Files.write(folder.resolve("2.flac"), new byte[0]);
        Files.writeString(folder.resolve("3.mp3"), "not a recording");
        var found = ANY.find(folder);
        assertThat(found.utterances()).containsExactly(utterance("1.wav", 10));
        assertThat(found.bad())
                .extracting(BadSampleException::name, BadSampleException::reason)
                .containsExactly(
                        tuple(folder.resolve("2.flac").toString(), "the file is empty"),
                        tuple(folder.resolve("3.mp3").toString(), "it is in no format of audio that is known"));
        Files.delete(folder.resolve("1.wav"));
        assertMistake(folder, "none of the 2 recordings of " + folder, "cannot read audio");
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        wav("1.wav", 10);
        wav("2.wav", 10);
        var told = new ArrayList<String>();
        ANY.find(folder, (what, done, all) -> told.add(done + "/" + all));
        assertThat(told).containsExactly("1/2", "2/2");
    }

    // Shards of 2, 1 and 3 samples; the second loses its only one, the third the middle one.
    @Test
    void storedSamplesKeepTheirOrderAndShards() throws Exception {
        int[] lengths = {30, 20, 5, 40, 6, 10};
        var files = new ArrayList<Path>();
        for (int i = 0; i < lengths.length; i++) {
            wav(i + ".wav", lengths[i]);
            files.add(folder.resolve(i + ".wav"));
        }
        try (var stored = new FileSamples(files)) {
            var found = new AudioFiles(16_000, 10).find(inShards(stored, 2, 3, 6), SearchProgress.NONE);
            assertThat(found)
                    .isEqualTo(new FoundUtterances(
                            List.of(
                                    utterance("0.wav", 30),
                                    utterance("1.wav", 20),
                                    utterance("3.wav", 40),
                                    utterance("5.wav", 10)),
                            new Shards(new int[] {2, 4}),
                            2,
                            List.of()));
        }
    }

    private static StoredSamples inShards(StoredSamples samples, int... ends) {
        return new StoredSamples() {
            @Override
            public Shards shards() {
                return new Shards(ends);
            }

            @Override
            public Content content(int sample) {
                return samples.content(sample);
            }

            @Override
            public void close() {
                samples.close();
            }
        };
    }

    @Test
    void anEmptyPlaceSaysWhatWasLookedFor() throws Exception {
        Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> ANY.find(folder))
                .isInstanceOf(NoFilesException.class)
                .hasMessageContainingAll("no recording below " + folder, "*.wav");
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
                .hasMessageContaining("it has 5 samples, but " + samples + " are expected");
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
        return new Utterance(new FileContent(folder.resolve(name)), samples, null);
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
