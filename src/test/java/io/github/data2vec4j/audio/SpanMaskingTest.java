package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.audio.SpanMasking.Counts;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.ScriptedRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanMaskingTest {

    private static final int DRAWS = 10_000;
    private static final int TIME = 999;

    private static final SpanMasking OWN = new SpanMasking(0.65, 10, 1, Counts.OWN, 0);

    /** How often frames of a row of 999 are masked, by the closed form below; in the middle 0.49456. */
    private static final Map<Integer, Double> FREQUENCIES = Map.of(
            0, 0.06566, 1, 0.12707, 4, 0.28842, 9, 0.49456, 988, 0.49456, 989, 0.45870, 994, 0.23820, 996, 0.12707, 997,
            0.06566, 998, 0.0);

    // Exact: 64 spans (6.5 %) or 65 from 989 starts. A frame is shown if none of the starts in its reach is among them:
    // C(989 - reach, spans) / C(989, spans). In all 489.668 frames are masked, 49.016 % of them, in 33.3147 runs (a run
    // begins at a start with none in the ten frames before it). The deviations of both, 20.29 and 2.94, are from
    // 480,000
    // masks of a separate Python program that works on sets.
    @Test
    void longRowsAreMaskedAsByTheClosedForm() {
        var frames = new int[TIME];
        double sum = 0;
        double squares = 0;
        double runs = 0;
        for (int i = 0; i < DRAWS; i++) {
            var masked = OWN.draw(1, TIME, step(i));
            int count = count(masked);
            sum += count;
            squares += (double) count * count;
            // Nothing but spans: no run is shorter than one.
            var lengths = runs(masked, 0, TIME);
            assertThat(Collections.min(lengths)).isGreaterThanOrEqualTo(10);
            runs += lengths.size();
            IntStream.range(0, TIME).filter(frame -> masked[frame]).forEach(frame -> frames[frame]++);
        }
        double mean = sum / DRAWS;
        assertThat(mean).isCloseTo(489.668, within(4 * 0.203));
        assertThat(Math.sqrt(squares / DRAWS - mean * mean)).isCloseTo(20.29, within(0.57));
        assertThat(runs / DRAWS).isCloseTo(33.3147, within(4 * 0.0294));
        FREQUENCIES.forEach((frame, expected) -> assertMasked(frames[frame], expected));
        IntStream.range(9, 989).forEach(frame -> assertMasked(frames[frame], 0.49456));
    }

    private static void assertMasked(int times, double expected) {
        double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
        assertThat((double) times / DRAWS).isCloseTo(expected, within(4.5 * deviation));
    }

    // 60,000 batches of the Python program: the fewest of 8 rows are 460.44 (deviation 12.89), the most 518.10 (11.89),
    // and a row has 56.07 runs (17.84) once all have shown frames until they are equal.
    @Test
    void rowsOfABatchHaveAsFewMaskedFramesAsTheFewest() {
        double sum = 0;
        double runs = 0;
        int batches = DRAWS / 8;
        for (int i = 0; i < batches; i++) {
            var masked = SpanMasking.DATA2VEC.draw(8, TIME, step(i));
            int first = countOfRow(masked, 0);
            for (int row = 0; row < 8; row++) {
                assertThat(countOfRow(masked, row)).isEqualTo(first);
                assertThat(masked[row * TIME + TIME - 1]).isFalse();
            }
            sum += first;
            runs += runs(masked, 0, TIME).size();
        }
        assertThat(sum / batches).isCloseTo(460.44, within(4 * 12.89 / Math.sqrt(batches)));
        assertThat(runs / batches).isCloseTo(56.07, within(4 * 17.84 / Math.sqrt(batches)));
    }

    @Test
    void rowsOfABatchHaveAsManyMaskedFramesAsTheMost() {
        var most = new SpanMasking(0.65, 10, 1, Counts.MOST, 0);
        double sum = 0;
        int batches = DRAWS / 8;
        for (int i = 0; i < batches; i++) {
            var masked = most.draw(8, TIME, step(i));
            int first = countOfRow(masked, 0);
            for (int row = 1; row < 8; row++) {
                assertThat(countOfRow(masked, row)).isEqualTo(first);
            }
            sum += first;
        }
        assertThat(sum / batches).isCloseTo(518.10, within(4 * 11.89 / Math.sqrt(batches)));
    }

    // Each row has as many spans as fit its own length.
    @Test
    void paddingIsNeverMaskedAndEachRowCountsForItself() {
        var valid = new int[] {TIME, 49, 300};
        double[] sums = new double[3];
        for (int i = 0; i < DRAWS; i++) {
            var masked = OWN.draw(valid, TIME, step(i));
            for (int row = 0; row < 3; row++) {
                for (int frame = valid[row] - 1; frame < TIME; frame++) {
                    assertThat(masked[row * TIME + frame]).isFalse();
                }
                sums[row] += countOfRow(masked, row);
            }
        }
        // 24.8906 of 49 by the closed form, deviation 4.68 from the Python program.
        assertThat(sums[1] / DRAWS).isCloseTo(24.8906, within(4 * 0.0468));
        assertThat(sums[0] / DRAWS).isCloseTo(489.668, within(4 * 0.203));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FEWEST", "MOST"})
    void paddedRowsBecomeEqualTooWithoutTouchingPadding(Counts counts) {
        var masking = new SpanMasking(0.3, 4, 1, counts, 0);
        var valid = new int[] {40, 25, 33};
        for (int i = 0; i < 1000; i++) {
            var masked = masking.draw(valid, 40, step(i));
            var totals = IntStream.range(0, 3)
                    .map(row -> count(masked, row * 40, row * 40 + valid[row]))
                    .toArray();
            assertThat(totals[1]).isEqualTo(totals[0]).isPositive();
            assertThat(totals[2]).isEqualTo(totals[0]);
            assertThat(count(masked)).isEqualTo(3 * totals[0]);
        }
    }

    // 0.5 * 20 / 4 + 0.4 is 2.9, so 2 spans, of the 16 starts 0 to 15. The first number takes 3; 0 takes the place of
    // 3,
    // and the second number, 1 + 2, finds it there.
    @Test
    void startsAreDrawnWithoutReplacement() {
        var random = new ScriptedRandom().thenDoubles(0.4).thenInts(3, 2);
        var masked = new SpanMasking(0.5, 4, 1, Counts.OWN, 0).draw(new int[] {20}, 20, List.of(random));
        assertThat(random.isUsedUp()).isTrue();
        assertThat(drawn(masked)).isEqualTo("#######.............");
    }

    @Test
    void spansOverlapAndTheRandomNumberRoundsUp() {
        var random = new ScriptedRandom().thenDoubles(0.5).thenInts(0, 1, 13);
        var masked = new SpanMasking(0.5, 4, 1, Counts.OWN, 0).draw(new int[] {20}, 22, List.of(random));
        assertThat(random.isUsedUp()).isTrue();
        // Starts 0, 2 and 15, the last one possible.
        assertThat(drawn(masked)).isEqualTo("######.........####...");
    }

    @Test
    void leastNumberOfSpans() {
        var random = new ScriptedRandom().thenDoubles(0.99).thenInts(7, 0);
        var masked = new SpanMasking(0, 2, 2, Counts.OWN, 0).draw(new int[] {12}, 12, List.of(random));
        assertThat(drawn(masked)).isEqualTo(".##....##...");
        assertThat(new SpanMasking(0, 2, 0, Counts.OWN, 0).draw(3, 12, step(0))).containsOnly(false);
    }

    // The second row has spans from 1, 3 and 5. Of its masked frames 1 2 3 4 5 6 it must show four: the numbers 0, 0, 1
    // and 2 take 1, then from 2 3 4 5 6 the 2, from 3 4 5 6 the 4, and from what is left, 3 5 6, the 6.
    @Test
    void theFewestDecideAndHolesAreSingleFrames() {
        var first = new ScriptedRandom().thenDoubles(0).thenInts(4);
        var second = new ScriptedRandom().thenDoubles(0.99).thenInts(1, 2, 3).thenInts(0, 0, 1, 2);
        var masking = new SpanMasking(0.375, 2, 1, Counts.FEWEST, 0);
        var masked = masking.draw(new int[] {8, 11}, 11, List.of(first, second));
        assertThat(second.isUsedUp()).isTrue();
        assertThat(drawn(masked)).isEqualTo("....##....." + "...#.#.....");
    }

    @Test
    void theMostDecideAndSingleFramesAreAdded() {
        var first = new ScriptedRandom().thenDoubles(0).thenInts(4).thenInts(5, 0, 2, 0);
        var second = new ScriptedRandom().thenDoubles(0.99).thenInts(1, 2, 3);
        var masking = new SpanMasking(0.375, 2, 1, Counts.MOST, 0);
        var masked = masking.draw(new int[] {8, 11}, 11, List.of(first, second));
        assertThat(first.isUsedUp()).isTrue();
        // Of the shown frames 0 1 2 3 6 7: 5 takes 7, whose place 0 takes; 0 takes 1 from 1 2 3 6 0; 2 takes 6 from
        // 2 3 6 0, whose place 2 takes; 0 takes 3 from 3 2 0.
        assertThat(drawn(masked)).isEqualTo(".#.#####..." + ".######....");
    }

    @Test
    void dropoutShowsAShareOfTheMaskedFrames() {
        var random = new ScriptedRandom().thenDoubles(0.5).thenInts(0, 1, 13).thenInts(0, 8);
        var masked = new SpanMasking(0.5, 4, 1, Counts.OWN, 0.25).draw(new int[] {20}, 20, List.of(random));
        assertThat(random.isUsedUp()).isTrue();
        // Of ten masked frames, 0 to 5 and 15 to 18, a quarter rounds to the even 2: the first and the last.
        assertThat(drawn(masked)).isEqualTo(".#####.........###..");
    }

    // Of ten masked frames: 2.5 and 3.5 round to the even number, 2.8 up.
    @ParameterizedTest
    @CsvSource({"0.25, 8", "0.28, 7", "0.35, 6", "0, 10", "1, 0"})
    void dropoutRoundsItsNumberOfFrames(double dropout, int left) {
        var masked = new SpanMasking(0, 10, 1, Counts.OWN, dropout).draw(1, 50, step(1));
        assertThat(count(masked)).isEqualTo(left);
    }

    @Test
    void dropoutKeepsRowsEqual() {
        var masked = new SpanMasking(0.65, 10, 1, Counts.FEWEST, 0.2).draw(4, TIME, step(1));
        var without = SpanMasking.DATA2VEC.draw(4, TIME, step(1));
        int kept = countOfRow(without, 0) - (int) Math.rint(0.2 * countOfRow(without, 0));
        for (int row = 0; row < 4; row++) {
            assertThat(countOfRow(masked, row)).isEqualTo(kept);
        }
    }

    // 11 frames and 1 span of 10: 11 - 10 is no more than 1, so the starts are 0 and 1, and the last frame can be
    // masked.
    @Test
    void inShortRowsThereIsOneMoreStartThanSpans() {
        assertThat(short11(0)).isEqualTo("##########.");
        assertThat(short11(1)).isEqualTo(".##########");
    }

    // 10 frames and a start at 0 would mask all; a start at 1 leaves the first.
    @Test
    void aRowThatWouldBeMaskedEntirelyIsAnError() {
        var low = new ScriptedRandom().thenDoubles(0).thenInts(0);
        assertThatThrownBy(() -> OWN.draw(new int[] {10}, 30, List.of(low)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 0 has 10 frames")
                .hasMessageContaining("all of them would be masked");
        var high = new ScriptedRandom().thenDoubles(0).thenInts(1);
        assertThat(drawn(OWN.draw(new int[] {10}, 12, List.of(high)))).isEqualTo(".#########..");
    }

    // Of 12 frames, 2 remain beside one span of 10, more than the one span that there can be; of 11, one remains.
    @ParameterizedTest
    @CsvSource({"0.65, 10, 1, 12, 11", "0.65, 10, 5, 16, 15", "1, 4, 0, 7, 6", "0.5, 1, 1, 4, 3"})
    void rowsThatAlwaysShowSome(double probability, int length, int minMasks, int enough, int tooFew) {
        var masking = new SpanMasking(probability, length, minMasks, Counts.OWN, 0);
        assertThat(masking.alwaysShowsSome(tooFew)).isFalse();
        for (int frames = enough; frames < enough + 50; frames++) {
            assertThat(masking.alwaysShowsSome(frames)).isTrue();
            for (int i = 0; i < 100; i++) {
                assertThat(masking.draw(1, frames, step(i))[frames - 1]).isFalse();
            }
        }
    }

    @Test
    void noRowShowsSomeWhereAllIsMasked() {
        assertThat(new SpanMasking(1, 1, 1, Counts.OWN, 0).alwaysShowsSome(1_000_000))
                .isFalse();
    }

    // The long row masks more frames than the short one has.
    @Test
    void aRowThatCannotHaveAsManyAsTheMostIsAnError() {
        var masking = new SpanMasking(0.5, 4, 1, Counts.MOST, 0);
        assertThatThrownBy(() -> masking.draw(new int[] {100, 8}, 100, step(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has 8 frames");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void rowsOfLessThanTwoFramesAreAnError(int frames) {
        assertThatThrownBy(() -> OWN.draw(new int[] {20, frames}, 20, step(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has " + frames + " frames");
    }

    @Test
    void rowsLongerThanTheBatchAreAnError() {
        assertThatThrownBy(() -> OWN.draw(new int[] {20, 21}, 20, step(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has 21 frames, more than the 20");
    }

    @Test
    void isAFunctionOfItsRandomnessAndRowsHaveTheirOwn() {
        var masked = OWN.draw(3, TIME, step(5));
        assertThat(OWN.draw(3, TIME, step(5))).isEqualTo(masked);
        assertThat(OWN.draw(3, TIME, step(6))).isNotEqualTo(masked);
        var second = OWN.draw(
                new int[] {TIME},
                TIME,
                List.<RandomGenerator>of(step(5).sample(1).generator()));
        for (int frame = 0; frame < TIME; frame++) {
            assertThat(masked[TIME + frame]).isEqualTo(second[frame]);
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new SpanMasking(-0.1, 10, 1, Counts.OWN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maskProbability");
        assertThatThrownBy(() -> new SpanMasking(Double.NaN, 10, 1, Counts.OWN, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpanMasking(0.5, 10, 1, Counts.OWN, 1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maskDropout");
        assertThatThrownBy(() -> new SpanMasking(0.5, 0, 1, Counts.OWN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maskLength");
        assertThatThrownBy(() -> new SpanMasking(0.5, 1, -1, Counts.OWN, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String short11(int start) {
        var random = new ScriptedRandom().thenDoubles(0).thenInts(start);
        return drawn(OWN.draw(new int[] {11}, 11, List.of(random)));
    }

    private static Randomness step(long step) {
        return Randomness.of(7).purpose(Purpose.MASK).at(step);
    }

    private static int countOfRow(boolean[] masked, int row) {
        return count(masked, row * TIME, (row + 1) * TIME);
    }

    private static int count(boolean[] masked) {
        return count(masked, 0, masked.length);
    }

    private static int count(boolean[] masked, int from, int to) {
        return (int) IntStream.range(from, to).filter(frame -> masked[frame]).count();
    }

    private static List<Integer> runs(boolean[] masked, int from, int to) {
        var runs = new ArrayList<Integer>();
        int length = 0;
        for (int frame = from; frame <= to; frame++) {
            if (frame < to && masked[frame]) {
                length++;
            } else if (length > 0) {
                runs.add(length);
                length = 0;
            }
        }
        return runs;
    }

    private static String drawn(boolean[] masked) {
        var text = new StringBuilder();
        for (boolean frame : masked) {
            text.append(frame ? '#' : '.');
        }
        return text.toString();
    }
}
