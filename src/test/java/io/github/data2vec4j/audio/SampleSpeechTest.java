package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.SearchProgress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The speech that comes with the project is as its ATTRIBUTION.md says. */
class SampleSpeechTest {

    private static final Path FOLDER = Path.of("src/samples/speech");

    @Test
    void allOfItCanBeTrainedOn() throws Exception {
        var found = AudioFiles.DATA2VEC.find(FOLDER);
        assertThat(found.tooShort()).isZero();
        assertThat(found.utterances()).hasSize(60);
        assertThat(found.utterances().stream().collect(Collectors.groupingBy(SampleSpeechTest::speaker)))
                .hasSize(6)
                .allSatisfy((speaker, utterances) -> assertThat(utterances).hasSize(10));
        // 143 seconds.
        assertThat(found.utterances().stream().mapToLong(Utterance::samples).sum() / 16_000)
                .isEqualTo(143);
        for (var utterance : found.utterances()) {
            var samples = utterance.read(16_000).samples();
            float peak = 0;
            for (float sample : samples) {
                peak = Math.max(peak, Math.abs(sample));
            }
            // Neither silent nor clipped.
            assertThat(peak).isBetween(0.65f, 0.75f);
        }
    }

    @Test
    void transcriptsShareFewWords() throws Exception {
        var transcripts = AudioFiles.DATA2VEC.findTranscribed(FOLDER, SearchProgress.NONE).utterances().stream()
                .map(utterance -> Objects.requireNonNull(utterance.transcript()))
                .toList();
        assertThat(transcripts).doesNotHaveDuplicates();
        assertThat(transcripts.stream()
                        .flatMap(text -> Arrays.stream(
                                text.replace(".", "").toLowerCase(Locale.ROOT).split(" ", -1)))
                        .distinct())
                .hasSize(55);
    }

    private static String speaker(Utterance utterance) {
        var file = utterance.file().orElseThrow();
        return file.getName(file.getNameCount() - 2).toString();
    }
}
