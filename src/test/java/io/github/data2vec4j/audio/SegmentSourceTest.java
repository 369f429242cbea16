package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.audio.UtteranceSource.Batches;
import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of segments of one long recording. */
class SegmentSourceTest {

    private static final int RATE = 16_000;
    private static final Randomness RANDOMNESS = Randomness.of(5);
    private static final int LENGTH = 60_000;
    private static final int CROP = 1000;

    @TempDir
    private Path folder;

    private static UtteranceSource source(Path file, int... ends) {
        var utterances = new ArrayList<Utterance>();
        for (int i = 1; i < ends.length; i++) {
            utterances.add(new Utterance(
                    new FileContent(file),
                    new Extent.Segment(ends[i - 1], ends[i] - ends[i - 1]),
                    "segment " + i,
                    null));
        }
        return new UtteranceSource(utterances, RATE, new Batches(2 * CROP, CROP));
    }

    // Within the segment the samples rise from -0.5 by 1/30000 each; whatever comes from elsewhere would be far off. A
    // ramp of n steps d has the variance d^2 (n^2 - 1) / 12.
    @Test
    void aCropLiesWithinItsSegmentWhichIsNormalisedAsAWhole() throws Exception {
        int begin = 20_001;
        int samples = 30_000;
        int[] audio = IntStream.range(0, LENGTH)
                .map(i -> i < begin || i >= begin + samples ? 32_000 : i - begin - samples / 2)
                .toArray();
        var file = Files.write(folder.resolve("talk.wav"), WaveBytes.speech(audio));
        var rows = LoadedRows.of(source(file, begin, begin + samples), RANDOMNESS, BadSamples.noneTolerated(), 1, 5, 1);
        double step = 1 / 32_768.0;
        double deviation = Math.sqrt(step * step * ((double) samples * samples - 1) / 12 + 1e-5);
        for (int number = 1; number <= 5; number++) {
            int start = RANDOMNESS
                    .purpose(Purpose.AUGMENT)
                    .at(number)
                    .sample(0)
                    .generator()
                    .nextInt(samples - CROP + 1);
            var row = rows.get(number - 1);
            assertThat(row).hasSize(CROP);
            for (int i = 0; i < CROP; i++) {
                double expected = (start + i - (samples - 1) / 2.0) * step / deviation;
                assertThat((double) row[i]).isEqualTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aRunThatGoesOnSeesTheSameSegments(int workers) throws Exception {
        int[] audio = IntStream.range(0, LENGTH).map(i -> i - 32_768).toArray();
        var file = Files.write(folder.resolve("talk.flac"), FlacBytes.mono(RATE, 576, audio));
        var source = source(file, 0, 5000, 7000, 8000, 20_000, 30_000, 47_000, LENGTH);
        var all = LoadedRows.of(source, RANDOMNESS, BadSamples.noneTolerated(), 1, 20, 1);
        var later = LoadedRows.of(source, RANDOMNESS, BadSamples.noneTolerated(), 8, 13, workers);
        assertThat(later).usingRecursiveComparison().isEqualTo(all.subList(all.size() - later.size(), all.size()));
    }

    // The frame with the samples 28800 to 29375 is damaged.
    @Test
    void ofSegmentsThoseThatNeedTheBrokenPartAreBad() throws Exception {
        int[] audio = IntStream.range(0, LENGTH).map(i -> i - 32_768).toArray();
        var bytes = FlacBytes.mono(RATE, 576, audio);
        bytes[146 + 50 * 1163 + 600] ^= 1;
        var file = Files.write(folder.resolve("talk.flac"), bytes);
        var source = source(file, 0, 10_000, 29_000, 29_300, 40_000, 50_000, LENGTH);
        var bad = new BadSamples(source.size(), 0.9, one -> {});
        LoadedRows.of(source, RANDOMNESS, bad, 1, 10, 2);
        assertThat(bad.found())
                .extracting(BadSample::name)
                .containsExactlyInAnyOrder("segment 2", "segment 3", "segment 4");
        assertThat(bad.found())
                .extracting(BadSample::reason)
                .allMatch(reason -> reason.startsWith("it is broken after"));
    }

    @Test
    void aFileThatIsGoneMakesEachOfItsSegmentsBad() throws Exception {
        var good = Files.write(folder.resolve("good.wav"), WaveBytes.speech(new int[2000]));
        var utterances = new ArrayList<Utterance>();
        utterances.add(new Utterance(new FileContent(good), 2000, null));
        for (int begin = 0; begin < 6000; begin += 2000) {
            var gone = new FileContent(folder.resolve("gone.wav"));
            utterances.add(new Utterance(gone, new Extent.Segment(begin, 2000), "gone from " + begin, null));
        }
        var bad = new BadSamples(4, 0.9, one -> {});
        LoadedRows.of(new UtteranceSource(utterances, RATE, new Batches(4 * CROP, CROP)), RANDOMNESS, bad, 1, 3, 2);
        assertThat(bad.found())
                .extracting(BadSample::name)
                .containsExactlyInAnyOrder("gone from 0", "gone from 2000", "gone from 4000");
    }
}
