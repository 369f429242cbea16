package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.LengthPlan.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthPlanTest {

    private static final Limits LIMITS = new Limits(20_000, 3_000, 1);

    // From a separate Python program that groups samples by length, shuffles each group inside out and then the
    // batches, with SplitMix bits. Saved runs depend on it. Rows are as long as the shortest or as the longest.
    @ParameterizedTest
    @CsvSource({"CROP, 40, 20, 50, 60", "PAD, 50, 30, 50, 60"})
    void plansAreThoseOfTheIndependentProgram(Fit fit, int three, int two, int fifties, int sixties) {
        var plan = new LengthPlan(
                lengths(50, 30, 90, 40, 50, 70, 50, 40, 80, 20, 50, 60), new Limits(150, 60, 1), fit, Randomness.of(1));
        assertThat(epoch(plan, 0))
                .containsExactly(
                        planned(three, 10, 7, 3),
                        planned(two, 1, 9),
                        planned(fifties, 6, 4, 0),
                        planned(sixties, 2, 8),
                        planned(sixties, 5, 11));
        assertThat(epoch(plan, 1))
                .containsExactly(
                        planned(two, 1, 9),
                        planned(three, 10, 7, 3),
                        planned(sixties, 11, 5),
                        planned(fifties, 4, 6, 0),
                        planned(sixties, 8, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyEpochHoldsEverySampleOnce(long seed) {
        var plan = new LengthPlan(random(seed, 1000), LIMITS, Fit.CROP, Randomness.of(seed));
        for (long epoch = 0; epoch < 4; epoch++) {
            assertThat(epoch(plan, epoch).stream().flatMapToInt(batch -> IntStream.of(batch.samples())))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 1000).boxed().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, CROP", "2, CROP", "3, CROP", "1, PAD", "2, PAD", "3, PAD"})
    void batchesKeepToTheLimits(long seed, Fit fit) {
        var samples = random(seed, 1000);
        var plan = new LengthPlan(samples, LIMITS, fit, Randomness.of(seed));
        long largest = 0;
        for (var batch : epoch(plan, 1)) {
            var sorted = IntStream.of(batch.samples())
                    .mapToLong(number -> Math.min(3_000, samples[number]))
                    .sorted()
                    .toArray();
            assertThat(batch.rowShape()).containsExactly(sorted[fit == Fit.CROP ? 0 : sorted.length - 1]);
            assertThat(sorted[sorted.length - 1] * sorted.length).isLessThanOrEqualTo(20_000);
            largest = Math.max(largest, batch.elements());
        }
        assertThat(plan.largestBatch(PlannedBatch::elements)).isEqualTo(largest);
    }

    // Put in order of length, the batches give the sorted lengths back, and none but the last had room for one more.
    @Test
    void neighboursAreOfSimilarLengthAndBatchesAreFull() {
        var samples = random(4, 1000);
        var plan = new LengthPlan(samples, LIMITS, Fit.CROP, Randomness.of(4));
        var batches = new ArrayList<>(epoch(plan, 2));
        batches.sort(Comparator.comparingLong((PlannedBatch batch) -> longest(batch, samples))
                .thenComparingLong(batch -> batch.rowShape()[0])
                .reversed());
        var lengths = batches.stream()
                .flatMapToInt(batch -> IntStream.of(batch.samples()))
                .mapToLong(number -> Math.min(3_000, samples[number]))
                .boxed()
                .toList();
        assertThat(lengths)
                .isEqualTo(LongStream.of(samples)
                        .map(length -> Math.min(3_000, length))
                        .boxed()
                        .sorted(Comparator.reverseOrder())
                        .toList());
        for (var batch : batches.subList(0, batches.size() - 1)) {
            assertThat(longest(batch, samples) * (batch.samples().length + 1)).isGreaterThan(20_000);
        }
    }

    private static long longest(PlannedBatch batch, long[] samples) {
        return IntStream.of(batch.samples())
                .mapToLong(number -> Math.min(3_000, samples[number]))
                .max()
                .orElseThrow();
    }

    // There is room for 3 samples of length 30, which stay, for 5 of length 20, which become 4, and for 12 of length 8;
    // the last batch is what is left.
    @Test
    void sizesAreMultiplesWhereSoManyFit() {
        var samples = IntStream.concat(
                        IntStream.concat(
                                IntStream.generate(() -> 30).limit(3),
                                IntStream.generate(() -> 20).limit(8)),
                        IntStream.generate(() -> 8).limit(15))
                .toArray();
        var plan = new LengthPlan(lengths(samples), new Limits(100, 1000, 4), Fit.PAD, Randomness.of(1));
        assertThat(epoch(plan, 0).stream().map(batch -> batch.samples().length))
                .containsExactlyInAnyOrder(3, 4, 4, 12, 3);
        assertThat(plan.batchesOfEpoch(0)).isEqualTo(5);
        assertThat(plan.largestBatch(PlannedBatch::elements)).isEqualTo(96);
        var free = new LengthPlan(lengths(samples), new Limits(100, 1000, 1), Fit.PAD, Randomness.of(1));
        // Five of 20, then three of 20 and two of 8, then twelve of 8, and one.
        assertThat(epoch(free, 0).stream().map(batch -> batch.samples().length))
                .containsExactlyInAnyOrder(3, 5, 5, 12, 1);
    }

    @Test
    void isAFunctionOfSeedAndNumber() {
        var samples = random(5, 300);
        var plan = new LengthPlan(samples, LIMITS, Fit.PAD, Randomness.of(5));
        int batches = 3 * plan.batchesOfEpoch(0);
        var forward = LongStream.rangeClosed(1, batches).mapToObj(plan::batch).toList();
        // Another plan, asked backwards, of another process.
        var other = new LengthPlan(
                samples,
                LIMITS,
                Fit.PAD,
                Randomness.of(5).rank(3).at(9).purpose(Purpose.MASK).sample(2));
        for (int number = batches; number >= 1; number--) {
            assertThat(other.batch(number)).isEqualTo(forward.get(number - 1));
        }
        assertThat(epoch(new LengthPlan(samples, LIMITS, Fit.PAD, Randomness.of(6)), 0))
                .isNotEqualTo(forward.subList(0, plan.batchesOfEpoch(0)));
    }

    @Test
    void epochsShuffleBatchesAndTies() {
        // All of one length: without the ties' shuffling, each epoch had the same batches in another order.
        var plan = new LengthPlan(
                lengths(IntStream.generate(() -> 1_000).limit(400).toArray()), LIMITS, Fit.CROP, Randomness.of(1));
        assertThat(plan.batchesOfEpoch(0)).isEqualTo(20);
        var together = new HashSet<List<Integer>>();
        for (long epoch = 0; epoch < 5; epoch++) {
            epoch(plan, epoch)
                    .forEach(batch -> together.add(
                            IntStream.of(batch.samples()).sorted().boxed().toList()));
        }
        assertThat(together).hasSize(100);
        // All of different length: the same batches in each epoch, in another order.
        var distinct = new LengthPlan(lengths(IntStream.range(500, 900).toArray()), LIMITS, Fit.CROP, Randomness.of(1));
        assertThat(epoch(distinct, 0))
                .isNotEqualTo(epoch(distinct, 1))
                .containsExactlyInAnyOrderElementsOf(epoch(distinct, 1));
    }

    @Test
    void epochsFollowEachOtherWithoutAGap() {
        var samples = random(7, 100);
        var plan = new LengthPlan(samples, LIMITS, Fit.CROP, Randomness.of(7));
        int batches = plan.batchesOfEpoch(0);
        var all = IntStream.range(0, 100).boxed().toList();
        for (long epoch : new long[] {0, 1, 1_000_000}) {
            assertThat(epoch(plan, epoch).stream().flatMapToInt(batch -> IntStream.of(batch.samples())))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
        assertThat(plan.epochs(batches)).isEqualTo(1);
        assertThat(plan.epochs(3L * batches)).isEqualTo(3);
        assertThat(plan.epochs(1)).isEqualTo(1.0 / batches);
    }

    @Test
    void threadsAgree() {
        var plan = new LengthPlan(random(8, 500), LIMITS, Fit.CROP, Randomness.of(8));
        var expected = LongStream.rangeClosed(1, 500).mapToObj(plan::batch).toList();
        assertThat(LongStream.rangeClosed(1, 500)
                        .parallel()
                        .mapToObj(plan::batch)
                        .toList())
                .isEqualTo(expected);
    }

    // Two samples of 2,000,000,000 elements are more than an int counts.
    @ParameterizedTest
    @EnumSource(Fit.class)
    void largeNumbersDoNotOverflow(Fit fit) {
        var plan = new LengthPlan(
                lengths(Integer.MAX_VALUE, 2_000_000_000, 2_000_000_000),
                new Limits(4_000_000_000L, Integer.MAX_VALUE, 1),
                fit,
                Randomness.of(1));
        assertThat(epoch(plan, 0).stream().map(batch -> batch.samples().length)).containsExactlyInAnyOrder(1, 2);
        assertThat(plan.largestBatch(PlannedBatch::elements)).isEqualTo(4_000_000_000L);
    }

    @Test
    void samplesLongerThanAnIntCountAsTheLongest() {
        var plan = new LengthPlan(new long[] {5_000_000_000L, 7}, new Limits(100, 10, 1), Fit.PAD, Randomness.of(1));
        assertThat(plan.batch(1).rowShape()).containsExactly(10);
        assertThat(plan.batch(1).samples()).containsExactly(0, 1);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new LengthPlan(new long[0], LIMITS, Fit.CROP, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sample");
        assertThatThrownBy(() -> new LengthPlan(lengths(10, 101), new Limits(100, 200, 1), Fit.CROP, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample 1 of length 101 does not fit a batch of 1 to 100");
        assertThatThrownBy(() -> new LengthPlan(lengths(10, 0), LIMITS, Fit.CROP, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample 1 of length 0");
        assertThatThrownBy(() -> new Limits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxElements, longest and multiple are at least 1, not 1, 1 and 0");
        var plan = new LengthPlan(lengths(10), LIMITS, Fit.CROP, Randomness.of(1));
        assertThatThrownBy(() -> plan.batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batches count from 1");
    }

    private static List<PlannedBatch> epoch(LengthPlan plan, long number) {
        long first = number * plan.batchesOfEpoch(0) + 1;
        return LongStream.range(first, first + plan.batchesOfEpoch(0))
                .mapToObj(plan::batch)
                .toList();
    }

    private static PlannedBatch planned(long length, int... samples) {
        return new PlannedBatch(samples, new long[] {length});
    }

    // Few different lengths, a fifth of them above the crop.
    private static long[] random(long seed, int count) {
        return lengths(
                new SplittableRandom(seed).ints(count, 4, 75).map(i -> 50 * i).toArray());
    }

    private static long[] lengths(int... lengths) {
        return IntStream.of(lengths).asLongStream().toArray();
    }
}
