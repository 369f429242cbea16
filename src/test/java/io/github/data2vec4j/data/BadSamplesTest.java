package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadSamplesTest {

    private static final Randomness RANDOMNESS = Randomness.of(3);
    private static final int SAMPLES = 40;
    private static final int BATCH = 4;

    private final List<BadSample> told = new ArrayList<>();

    /** Samples of two numbers: which one it is, and what its augmentation drew. */
    private static MemorySource source(Set<Integer> broken) {
        return MemorySource.of(SAMPLES, BATCH, new long[] {2}, (sample, randomness) -> {
            if (broken.contains(sample)) {
                throw new BadSampleException("picture", sample + ".jpg", "it is cut off");
            }
            return new float[] {sample, randomness.generator().nextFloat()};
        });
    }

    private List<float[]> batches(MemorySource source, BadSamples bad, int workers, int count) throws Exception {
        var batches = new ArrayList<float[]>();
        try (var loader = new Loader(source, Masking.NONE, RANDOMNESS, Ranks.ALONE, bad, 1, workers, 2)) {
            for (int i = 0; i < count; i++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    var floats = batch.samples().toFloatArray();
                    for (int row = 0; row < BATCH; row++) {
                        assertThat(batch.sample(row)).isEqualTo((int) floats[2 * row]);
                    }
                    batches.add(floats);
                }
            }
        }
        return batches;
    }

    // Whatever the workers do first: the row draws for itself, but shows the next sample of its batch that is whole.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aBrokenSampleGivesItsRowToTheNextOfItsBatch(int workers) throws Exception {
        var order = new EpochOrder(RANDOMNESS, SAMPLES);
        // The last row of the second batch and the two middle ones of the third.
        var broken = Set.of((int) order.sampleAt(7), (int) order.sampleAt(9), (int) order.sampleAt(10));
        var bad = new BadSamples(SAMPLES, 0.1, told::add);
        var found = batches(source(broken), bad, workers, 10);
        var whole = batches(source(Set.of()), bad, 1, 10);
        var replacements = List.of(List.of(7, 4), List.of(9, 11), List.of(10, 11));
        for (var pair : replacements) {
            whole.get(pair.getFirst() / BATCH)[2 * (pair.getFirst() % BATCH)] = order.sampleAt(pair.getLast());
        }
        for (int i = 0; i < 10; i++) {
            assertThat(found.get(i)).as("batch %d", i + 1).isEqualTo(whole.get(i));
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(broken.stream()
                        .map(sample -> new BadSample(sample + ".jpg", sample, "it is cut off"))
                        .toList());
    }

    @Test
    void eachCountsOnceHoweverOftenItComesUp() throws Exception {
        var bad = new BadSamples(SAMPLES, 0.05, told::add);
        batches(source(Set.of(5, 6)), bad, 2, 40);
        assertThat(told).extracting(BadSample::name).containsExactlyInAnyOrder("5.jpg", "6.jpg");
        assertThat(bad.found()).isEqualTo(told);
    }

    @Test
    void tooManyEndTheRunWithTheirList() {
        var bad = new BadSamples(SAMPLES, 0.05, told::add);
        assertThatThrownBy(() -> batches(source(Set.of(5, 6, 7)), bad, 2, 10))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("3 of 40 samples cannot be read, more than the 5 % that are tolerated:")
                .hasMessageContainingAll("\n  5.jpg: it is cut off", "\n  6.jpg: ", "\n  7.jpg: ");
    }

    @Test
    void aLongListIsCutShort() {
        var bad = new BadSamples(1000, 0.011, told::add);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        bad.add(i, "sample " + i, new IOException("gone"));
                    }
                })
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("12 of 1,000 samples cannot be read, more than the 1.1 % that are tolerated:")
                .hasMessageContaining("\n  sample 9: gone\n  and 2 more");
    }

    @Test
    void nothingIsLeftWhereAllMayBeBad() {
        var bad = new BadSamples(2, 1, told::add);
        assertThatThrownBy(() -> bad.add(List.of(new BadSample("a", 0, "gone"), new BadSample("b", 1, "gone"))))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessage("none of the 2 samples can be read:\n  a: gone\n  b: gone");
    }

    @Test
    void oneWithoutANumberCannotBeCounted() {
        var bad = new BadSamples(2, 1, told::add);
        assertThatThrownBy(() -> bad.add(List.of(new BadSample("a", "gone"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a has no number");
        assertThat(told).isEmpty();
    }

    @Test
    void whatAnEarlierRunFoundCountsWithoutBeingToldAgain() {
        var bad = new BadSamples(100, 0.02, told::add);
        bad.addEarlier(List.of(new BadSample("old/a", 7, "gone"), new BadSample("old/b", 8, "gone")));
        assertThatCode(() -> bad.add(8, "new/b", new IOException("still gone"))).doesNotThrowAnyException();
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> bad.add(9, "new/c", new IOException("gone")))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessageContaining("\n  old/a: gone\n  old/b: gone\n  new/c: gone");
    }

    // Before samples had numbers in the list, they were known by their names.
    @Test
    void whatAnOldListNamesCountsOnceToo() throws IOException {
        var bad = new BadSamples(100, 0.02, told::add);
        bad.addEarlier(List.of(new BadSample("a", "gone"), new BadSample("b", "gone")));
        bad.add(8, "b", new IOException("still gone"));
        bad.add(8, "b", new IOException("still gone"));
        assertThat(told).isEmpty();
        assertThat(bad.found()).containsExactly(new BadSample("a", "gone"), new BadSample("b", 8, "still gone"));
        assertThatThrownBy(() -> bad.add(9, "c", new IOException("gone")))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("3 of 100 samples");
    }

    // All stand-ins are the same broken file.
    @Test
    @Timeout(10)
    void aListThatNamesOneBrokenFileOverAndOverEndsTheRun() {
        var source = MemorySource.of(SAMPLES, BATCH, new long[] {2}, (sample, randomness) -> {
            throw new BadSampleException("picture", "the-same.jpg", "it is cut off");
        });
        assertThatThrownBy(() -> batches(source, new BadSamples(SAMPLES, 1, told::add), 2, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(TooManyBadSamplesException.class)
                .hasMessageStartingWith("none of the 40 samples can be read");
    }

    @ParameterizedTest
    @CsvSource({"a.jpg, 12, it is empty", "a.jpg, -1, it is empty", "a.jpg, -1, 12", "a.jpg, 0, 12"})
    void aLineTellsAllOfASample(String name, int number, String reason) {
        var bad = new BadSample(name, number, reason);
        assertThat(BadSample.ofLine(bad.toLine())).contains(bad);
    }

    @Test
    void theNameIsNotToldTwice() {
        assertThat(BadSample.of("a.jpg", new IOException("a.jpg: Input/output error")))
                .isEqualTo(new BadSample("a.jpg", "Input/output error"));
        assertThat(BadSample.of("a.jpg", new IOException("a.jpg is gone")))
                .isEqualTo(new BadSample("a.jpg", "a.jpg is gone"));
    }

    // Whatever a killed program leaves of a line, no number is cut.
    @Test
    void halfALineHasTheWholeNumberOrNone() {
        var line = new BadSample("a.jpg", 123, "it is empty").toLine();
        for (int length = 0; length < line.length(); length++) {
            assertThat(BadSample.ofLine(line.substring(0, length))
                            .map(BadSample::number)
                            .orElse(-1))
                    .isIn(123, BadSample.UNNUMBERED);
        }
    }

    // The second and third batch are broken as a whole: the fourth stands in, drawn for their places, and has its turn.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theNextBatchStandsInForOneWithoutAWholeSample(int workers) throws Exception {
        var order = new EpochOrder(RANDOMNESS, SAMPLES);
        var broken = IntStream.range(4, 12)
                .mapToObj(position -> (int) order.sampleAt(position))
                .collect(Collectors.toSet());
        var found = batches(source(broken), new BadSamples(SAMPLES, 0.2, told::add), workers, 5);
        var whole = batches(source(Set.of()), BadSamples.noneTolerated(), 1, 5);
        for (int batch = 1; batch <= 2; batch++) {
            for (int row = 0; row < BATCH; row++) {
                whole.get(batch)[2 * row] = whole.get(3)[2 * row];
            }
        }
        for (int i = 0; i < 5; i++) {
            assertThat(found.get(i)).as("batch %d", i + 1).isEqualTo(whole.get(i));
        }
        assertThat(told).hasSize(8);
    }

    @Test
    void whereNothingCanBeReadTheRunEnds() {
        var all = IntStream.range(0, SAMPLES).boxed().collect(Collectors.toSet());
        assertThatThrownBy(() -> batches(source(all), new BadSamples(SAMPLES, 0.5, told::add), 2, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(TooManyBadSamplesException.class);
    }

    @Test
    void whereNoneIsToleratedTheFailureItselfIsThrown() {
        var failure = new IOException("gone");
        assertThatThrownBy(() -> BadSamples.noneTolerated().add(0, "a", failure))
                .isSameAs(failure);
    }

    // As when finding the data showed them: whoever mends one should not learn of the next by another run.
    @Test
    void severalAtOnceAreToldTogether() throws IOException {
        var all = List.of(new BadSample("a", 3, "empty"), new BadSample("b", 4, "cut off"));
        new BadSamples(200, 0.01, told::add).add(all);
        assertThat(told).isEqualTo(all);
        assertThatThrownBy(() -> new BadSamples(199, 0.01, bad -> {}).add(all))
                .isInstanceOf(TooManyBadSamplesException.class)
                .hasMessage(
                        "2 of 199 samples cannot be read, more than the 1 % that are tolerated:\n  a: empty\n  b: cut off");
        new BadSamples(3, 0, bad -> {}).add(List.of());
    }
}
