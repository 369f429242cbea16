package io.github.data2vec4j.audio;

import static io.github.data2vec4j.audio.TestRecordings.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.SearchProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of JSON that name segments of recordings. */
class SegmentManifestTest {

    private static final AudioFiles ANY = new AudioFiles(RATE, 1);

    @TempDir
    private Path folder;

    /** Two seconds, of which each sample's value tells its place. */
    @BeforeEach
    void write() throws IOException {
        Files.write(
                folder.resolve("talk.wav"),
                WaveBytes.speech(IntStream.range(0, 2 * RATE).toArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.25, 8000, 4000",
        "0.5, , 8000, 24000",
        "0, 1, 0, 16000",
        ", 1, 0, 16000",
        "null, 1, 0, 16000",
        "1.00003, 0.50003, 16000, 8000",
        "1.00004, 0.50004, 16001, 8001",
        "1.5, 0.6, 24000, 8000",
        "1e-3, 1, 16, 16000",
        "1.9999, 0.1, 31998, 2",
    })
    void aLineSaysWhereItsSegmentLies(String offset, String duration, int begin, int samples) throws Exception {
        var found = ANY.find(manifest(line("talk.wav", offset, duration))).utterances();
        assertThat(found).extracting(Utterance::extent).containsExactly(new Extent.Segment(begin, samples));
        assertThat(found.getFirst().read(RATE).samples()).isEqualTo(ramp(begin, samples));
    }

    @ParameterizedTest
    @CsvSource({", ", "0, 1.95", "0.0, 2.1", "null, null", ", 2"})
    void whatGoesFromStartToAboutTheEndIsTheWholeFile(String offset, String duration) throws Exception {
        assertThat(ANY.find(manifest(line("talk.wav", offset, duration))).utterances())
                .containsExactly(new Utterance(new FileContent(folder.resolve("talk.wav")), 32_000, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.5 | 1 | offset is -0.5, which is no number of seconds",
                "\"1\" | 1 | offset is \"1\", which is no number",
                "true | 1 | offset is true, which is no number",
                "1e999 | 1 | which is no number of seconds",
                "NaN | 1 | this is no JSON",
                "0 | -1 | duration is -1, which is no number of seconds",
                "1e300 | 1 | offset is 1.0E300, which is no number of seconds of a file",
            })
    void whatIsNoTimeIsNamedWithItsLine(String offset, String duration, String reason) throws Exception {
        var manifest = manifest(line("talk.wav", "0.5", "1"), line("talk.wav", offset, duration));
        assertThatThrownBy(() -> ANY.find(manifest))
                .isInstanceOf(NoUtterancesException.class)
                .hasMessageStartingWith(manifest + ", line 2: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 2.11 | duration is 2.11",
                "1.5 | 0.61 | offset is 1.5 and duration 0.61, which ends at 2.11",
                "2 | 0.05 | offset is 2",
                "2 | | offset is 2",
                "1e9 | 1e9 | offset is 1000000000",
                "1 | 1e9 | offset is 1 and duration 1000000000, which ends at 1000000001",
            })
    void whatLiesOutsideOfTheFileIsBad(String offset, String duration, String reason) throws Exception {
        var manifest = manifest(line("talk.wav", "0.5", "1"), line("talk.wav", offset, duration));
        var found = ANY.find(manifest);
        assertThat(found.utterances()).extracting(Utterance::extent).containsExactly(new Extent.Segment(8000, 16_000));
        assertThat(found.bad())
                .extracting(BadSampleException::reason)
                .containsExactly("%s, but the file has 2 seconds (%s, line 2)".formatted(reason, manifest));
        assertThat(found.bad().getFirst().name()).startsWith(folder.resolve("talk.wav") + ", ");
    }

    @Test
    void segmentsAreSortedByFileAndBeginning() throws Exception {
        Files.copy(folder.resolve("talk.wav"), folder.resolve("a.wav"));
        var lines = new ArrayList<>(List.of(
                line("a.wav", null, null),
                line("talk.wav", "0", "0.5"),
                line("talk.wav", "0.5", "0.25"),
                line("talk.wav", "0.5", "0.5"),
                line("talk.wav", "1.25", null)));
        var expected = List.of(
                "a.wav",
                "talk.wav, 0 s to 0.5 s",
                "talk.wav, 0.5 s to 0.75 s",
                "talk.wav, 0.5 s to 1 s",
                "talk.wav, 1.25 s to the end");
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(lines, new Random(seed));
            assertThat(ANY.find(manifest(lines.toArray(new String[0]))).utterances())
                    .extracting(utterance ->
                            utterance.name().substring(folder.toString().length() + 1))
                    .isEqualTo(expected);
        }
    }

    @Test
    void segmentsKeepTheirTextsAndShortOnesAreLeftOut() throws Exception {
        var found = new AudioFiles(RATE, 8000)
                .find(manifest(
                        "{\"audio_filepath\": \"talk.wav\", \"offset\": 1, \"duration\": 0.5, \"text\": \"second\"}",
                        "{\"audio_filepath\": \"talk.wav\", \"offset\": 1.5, \"duration\": 0.4, \"text\": \"third\"}",
                        "{\"audio_filepath\": \"talk.wav\", \"offset\": 0.1, \"duration\": 0, \"text\": \"nothing\"}",
                        "{\"audio_filepath\": \"talk.wav\", \"duration\": 1, \"text\": \"first\"}"));
        assertThat(found.utterances()).extracting(Utterance::transcript).containsExactly("first", "second");
        assertThat(found.tooShort()).isEqualTo(1);
        assertThat(found.bad())
                .extracting(BadSampleException::getMessage)
                .containsExactly("cannot read audio %s, 0.1 s to 0.1 s: it has no samples"
                        .formatted(folder.resolve("talk.wav")));
    }

    // 32000 samples of 16 kHz are 16000 of 8 kHz.
    @Test
    void segmentsAreCountedAtTheRateThatIsWanted() throws Exception {
        var found = new AudioFiles(8000, 1)
                .find(manifest(line("talk.wav", "0.5", "0.25")))
                .utterances()
                .getFirst();
        assertThat(found.extent()).isEqualTo(new Extent.Segment(4000, 2000));
        assertThat(found.read(8000).samples())
                .isEqualTo(Arrays.copyOfRange(
                        Waveform.read(folder.resolve("talk.wav"), 8000).samples(), 4000, 6000));
    }

    @Test
    void aBrokenFileMakesAllItsSegmentsBad() throws Exception {
        Files.writeString(folder.resolve("lost.flac"), "not a recording");
        Files.write(folder.resolve("empty.flac"), new byte[0]);
        var lost = folder.resolve("lost.flac");
        var found = ANY.find(manifest(
                line("lost.flac", "3", null),
                line("lost.flac", "1.5", "1.25"),
                line("lost.flac", "0", "1.5"),
                line("empty.flac", "0", "1.5"),
                line("talk.wav", "0.5", "1")));
        assertThat(found.utterances()).hasSize(1);
        assertThat(found.bad())
                .extracting(BadSampleException::name, BadSampleException::reason)
                .containsExactly(
                        tuple(folder.resolve("empty.flac").toString(), "the file is empty"),
                        tuple(lost + ", 0 s to 1.5 s", "it is in no format of audio that is known"),
                        tuple(lost + ", 1.5 s to 2.75 s", "it is in no format of audio that is known"),
                        tuple(lost + ", 3 s to the end", "it is in no format of audio that is known"));
        assertThat(found.bad().getLast())
                .hasMessage(
                        "cannot read audio " + lost + ", 3 s to the end: it is in no format of audio that is known");
    }

    @Test
    void theLengthOfARecordingIsFoundOnceForAllItsPassages() throws Exception {
        var asked = new AtomicInteger();
        var passages = IntStream.range(0, 500)
                .mapToObj(i -> new Candidate.Passage("passage " + i, all -> new Extent.Segment(i, all - i), null))
                .toList();
        var recording = new FileContent(folder.resolve("talk.wav"));
        var measured = Measured.all(
                List.of(new Candidate(recording, () -> 1000L + asked.getAndIncrement(), passages)),
                SearchProgress.NONE);
        assertThat(asked).hasValue(1);
        assertThat(measured)
                .hasSize(500)
                .last()
                .isEqualTo(
                        new Measured.Good(new Utterance(recording, new Extent.Segment(499, 501), "passage 499", null)));
    }

    @Test
    void aFileWithManySegmentsIsOneRecording() throws Exception {
        var lines = IntStream.range(0, 500)
                .mapToObj(i -> line("talk.wav", Double.toString(i / 500.0), "0.5"))
                .toArray(String[]::new);
        var told = new ArrayList<String>();
        var found = ANY.find(manifest(lines), (what, done, all) -> told.add(done + "/" + all));
        assertThat(found.utterances()).hasSize(500).extracting(Utterance::name).doesNotHaveDuplicates();
        assertThat(told).containsExactly("1/1");
    }

    private static float[] ramp(int begin, int count) {
        var samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (begin + i) / 32_768f;
        }
        return samples;
    }

    private static String line(String file, @Nullable String offset, @Nullable String duration) {
        return "{\"audio_filepath\": \"%s\"%s%s}"
                .formatted(
                        file,
                        offset == null ? "" : ", \"offset\": " + offset,
                        duration == null ? "" : ", \"duration\": " + duration);
    }

    private Path manifest(String... lines) throws IOException {
        return Files.write(folder.resolve("train.jsonl"), List.of(lines));
    }
}
