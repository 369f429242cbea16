package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.audio.UtteranceSource.Batches;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.PlannedBatch;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtteranceSourceTest {

    private static final Randomness RANDOMNESS = Randomness.of(5);
    private static final int[] LENGTHS = {700, 400, 1000};

    @TempDir
    private Path folder;

    private final List<Utterance> utterances = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        for (int number = 0; number < LENGTHS.length; number++) {
            var random = new SplittableRandom(number);
            // Off centre, and each of its own loudness.
            int loudness = 5000 * (number + 1);
            var samples = new int[LENGTHS[number]];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = 300 + random.nextInt(-loudness, loudness);
            }
            var file = folder.resolve(number + ".wav");
            Files.write(file, WaveBytes.speech(samples));
            utterances.add(new Utterance(new FileContent(file), samples.length, null));
        }
    }

    private UtteranceSource source(long maxSamples, int cropSamples) {
        return new UtteranceSource(utterances, 16_000, new Batches(maxSamples, cropSamples));
    }

    /** The rows of the first batches. */
    private static List<float[]> rows(UtteranceSource source, int batches) throws InterruptedException {
        return LoadedRows.of(source, RANDOMNESS, BadSamples.noneTolerated(), 1, batches, 2);
    }

    // The whole utterance has mean 0 and variance 1; a piece of it need not. Where it starts is the first number drawn
    // for the row.
    @Test
    void allAreNormalisedAsAWholeAndThenCroppedToTheShortest() throws Exception {
        var source = source(3000, 1000);
        var planned = source.plan(RANDOMNESS).batch(1);
        assertThat(planned.rowShape()).containsExactly(400);
        assertThat(planned.samples()).containsExactlyInAnyOrder(0, 1, 2);

        var rows = rows(source, 1);
        for (int row = 0; row < 3; row++) {
            var whole = utterances
                    .get(planned.samples()[row])
                    .read(16_000)
                    .normalised()
                    .samples();
            assertThat(mean(whole)).isEqualTo(0, within(1e-6));
            assertThat(meanSquare(whole)).isEqualTo(1, within(1e-2));
            int start = RANDOMNESS
                    .purpose(Purpose.AUGMENT)
                    .at(1)
                    .sample(row)
                    .generator()
                    .nextInt(whole.length - 400 + 1);
            assertThat(rows.get(row)).isEqualTo(Arrays.copyOfRange(whole, start, start + 400));
        }
        // Only of the shortest is the piece the whole.
        assertThat(rows.stream().filter(piece -> Math.abs(mean(piece)) < 1e-6)).hasSize(1);
    }

    private static double mean(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        return sum / samples.length;
    }

    private static double meanSquare(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * sample;
        }
        return sum / samples.length;
    }

    @Test
    void longUtterancesAreCroppedAndBatchesKeepToTheirLimit() {
        // Counted as 500, 400 and 500 samples; two of 500 fit.
        var plan = source(1000, 500).plan(RANDOMNESS);
        assertThat(List.of(plan.batch(1), plan.batch(2)))
                .extracting(PlannedBatch::rowShape)
                .containsExactlyInAnyOrder(new long[] {500}, new long[] {400});
        assertThat(plan.epochs(4)).isEqualTo(2);
        assertThat(plan.largestBatch(row -> row[0])).isEqualTo(1000);
    }

    @Test
    void isAFunctionOfItsRandomnessAndEachBatchDrawsAnew() throws Exception {
        var first = rows(source(3000, 1000), 2);
        var second = rows(source(3000, 1000), 2);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
        var plan = source(3000, 1000).plan(RANDOMNESS);
        for (int number = 0; number < 3; number++) {
            if (LENGTHS[number] > 400) {
                var one = first.get(indexOf(plan.batch(1), number));
                var other = first.get(3 + indexOf(plan.batch(2), number));
                assertThat(other).as("another piece in the next epoch").isNotEqualTo(one);
            }
        }
    }

    private static int indexOf(PlannedBatch batch, int sample) {
        for (int row = 0; row < batch.samples().length; row++) {
            if (batch.samples()[row] == sample) {
                return row;
            }
        }
        throw new AssertionError("no sample " + sample);
    }

    @Test
    void saysWhatItHolds() {
        assertThat(source(3000, 1000).size()).isEqualTo(3);
        assertThat(source(3000, 1000).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Batches.DATA2VEC).isEqualTo(new Batches(3_800_000, 320_000));
    }

    @Test
    void theListOfUtterancesIsItsOwn() {
        var source = source(3000, 1000);
        utterances.clear();
        assertThat(source.size()).isEqualTo(3);
    }

    @Test
    void anUtteranceThatIsGoneIsNamed() throws Exception {
        Files.delete(utterances.get(1).file().orElseThrow());
        assertThatThrownBy(() -> rows(source(3000, 1000), 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("1.wav");
    }

    @Test
    void anUtteranceThatChangedIsNamed() throws Exception {
        Files.write(utterances.get(2).file().orElseThrow(), WaveBytes.speech(new int[900]));
        assertThatThrownBy(() -> rows(source(3000, 1000), 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("2.wav")
                .hasMessageContaining("it has 900 samples, but 1000 are expected");
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "9, 10", "-1, 10"})
    void limitsThatCannotBeAreNamed(long maxSamples, int cropSamples) {
        assertThatThrownBy(() -> new Batches(maxSamples, cropSamples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cropSamples must be at least 1 and maxSamples not below it, but they are " + cropSamples
                        + " and " + maxSamples);
    }
}
