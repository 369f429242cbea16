package io.github.data2vec4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.audio.UtterancePlan.Limits;
import io.github.data2vec4j.data.Purpose;
import io.github.data2vec4j.data.Randomness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtterancePlanTest {

    private static final Limits LIMITS = new Limits(20_000, 3_000);

    // From a separate Python program that groups utterances by length, shuffles each group inside out and then the
    // batches, with SplitMix bits. Saved runs depend on it.
    @Test
    void plansAreThoseOfTheIndependentProgram() {
        var plan = new UtterancePlan(
                utterances(50, 30, 90, 40, 50, 70, 50, 40, 80, 20, 50, 60), new Limits(150, 60), Randomness.of(1));
        assertThat(epoch(plan, 0))
                .containsExactly(
                        new UtteranceBatch(List.of(10, 7, 3), 40, 50),
                        new UtteranceBatch(List.of(1, 9), 20, 30),
                        new UtteranceBatch(List.of(6, 4, 0), 50, 50),
                        new UtteranceBatch(List.of(2, 8), 60, 60),
                        new UtteranceBatch(List.of(5, 11), 60, 60));
        assertThat(epoch(plan, 1))
                .containsExactly(
                        new UtteranceBatch(List.of(1, 9), 20, 30),
                        new UtteranceBatch(List.of(10, 7, 3), 40, 50),
                        new UtteranceBatch(List.of(11, 5), 60, 60),
                        new UtteranceBatch(List.of(4, 6, 0), 50, 50),
                        new UtteranceBatch(List.of(8, 2), 60, 60));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyEpochHoldsEveryUtteranceOnce(long seed) {
        var plan = new UtterancePlan(random(seed, 1000), LIMITS, Randomness.of(seed));
        for (long epoch = 0; epoch < 4; epoch++) {
            assertThat(epoch(plan, epoch).stream().flatMap(batch -> batch.utterances().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 1000).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void batchesKeepToTheLimits(long seed) {
        var utterances = random(seed, 1000);
        var plan = new UtterancePlan(utterances, LIMITS, Randomness.of(seed));
        for (var batch : epoch(plan, 1)) {
            var lengths = batch.utterances().stream()
                    .map(number -> Math.min(3_000L, utterances.get(number).samples()))
                    .sorted()
                    .toList();
            assertThat((long) batch.shortestSamples()).isEqualTo(lengths.getFirst());
            assertThat((long) batch.longestSamples()).isEqualTo(lengths.getLast());
            assertThat((long) batch.longestSamples() * lengths.size()).isLessThanOrEqualTo(20_000);
        }
    }

    // Put in order of length, the batches give the sorted lengths back, and none but the last had room for one more.
    @Test
    void neighboursAreOfSimilarLengthAndBatchesAreFull() {
        var utterances = random(4, 1000);
        var plan = new UtterancePlan(utterances, LIMITS, Randomness.of(4));
        var batches = new ArrayList<>(epoch(plan, 2));
        batches.sort(Comparator.comparingInt(UtteranceBatch::longestSamples)
                .thenComparingInt(UtteranceBatch::shortestSamples)
                .reversed());
        var lengths = batches.stream()
                .flatMap(batch -> batch.utterances().stream())
                .map(number -> Math.min(3_000L, utterances.get(number).samples()))
                .toList();
        assertThat(lengths)
                .isEqualTo(utterances.stream()
                        .map(utterance -> Math.min(3_000L, utterance.samples()))
                        .sorted(Comparator.reverseOrder())
                        .toList());
        for (var batch : batches.subList(0, batches.size() - 1)) {
            assertThat((long) batch.longestSamples() * (batch.utterances().size() + 1))
                    .isGreaterThan(20_000);
        }
    }

    @Test
    void isAFunctionOfSeedAndStep() {
        var utterances = random(5, 300);
        var plan = new UtterancePlan(utterances, LIMITS, Randomness.of(5));
        int steps = 3 * plan.batchesPerEpoch();
        var forward = LongStream.rangeClosed(1, steps).mapToObj(plan::batch).toList();
        // Another plan, asked backwards, of another process.
        var other = new UtterancePlan(
                utterances,
                LIMITS,
                Randomness.of(5).rank(3).at(9).purpose(Purpose.MASK).sample(2));
        for (int step = steps; step >= 1; step--) {
            assertThat(other.batch(step)).isEqualTo(forward.get(step - 1));
        }
        assertThat(epoch(new UtterancePlan(utterances, LIMITS, Randomness.of(6)), 0))
                .isNotEqualTo(forward.subList(0, plan.batchesPerEpoch()));
    }

    @Test
    void epochsShuffleBatchesAndTies() {
        // All of one length: without the ties' shuffling, each epoch had the same batches in another order.
        var plan = new UtterancePlan(
                utterances(IntStream.generate(() -> 1_000).limit(400).toArray()), LIMITS, Randomness.of(1));
        assertThat(plan.batchesPerEpoch()).isEqualTo(20);
        var together = new HashSet<HashSet<Integer>>();
        for (long epoch = 0; epoch < 5; epoch++) {
            epoch(plan, epoch).forEach(batch -> together.add(new HashSet<>(batch.utterances())));
        }
        assertThat(together).hasSize(100);
        // All of different length: the same batches in each epoch, in another order.
        var distinct = new UtterancePlan(utterances(IntStream.range(500, 900).toArray()), LIMITS, Randomness.of(1));
        assertThat(epoch(distinct, 0))
                .isNotEqualTo(epoch(distinct, 1))
                .containsExactlyInAnyOrderElementsOf(epoch(distinct, 1));
    }

    @Test
    void epochsFollowEachOtherWithoutAGap() {
        var plan = new UtterancePlan(random(7, 100), LIMITS, Randomness.of(7));
        int batches = plan.batchesPerEpoch();
        assertThat(plan.epochOf(1)).isZero();
        assertThat(plan.epochOf(batches)).isZero();
        assertThat(plan.epochOf(batches + 1)).isEqualTo(1);
        assertThat(plan.epochOf(1_000_000L * batches + 1)).isEqualTo(1_000_000);
    }

    @Test
    void threadsAgree() {
        var plan = new UtterancePlan(random(8, 500), LIMITS, Randomness.of(8));
        var expected = LongStream.rangeClosed(1, 500).mapToObj(plan::batch).toList();
        assertThat(LongStream.rangeClosed(1, 500)
                        .parallel()
                        .mapToObj(plan::batch)
                        .toList())
                .isEqualTo(expected);
    }

    // Two utterances of 2,000,000,000 samples are more than an int counts.
    @Test
    void largeNumbersDoNotOverflow() {
        var utterances = utterances(Integer.MAX_VALUE, 2_000_000_000, 2_000_000_000);
        var plan = new UtterancePlan(utterances, new Limits(4_000_000_000L, Integer.MAX_VALUE), Randomness.of(1));
        assertThat(epoch(plan, 0).stream().map(batch -> batch.utterances().size()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new UtterancePlan(List.of(), LIMITS, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no utterance");
        assertThatThrownBy(() -> new UtterancePlan(utterances(10, 101), new Limits(100, 200), Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.wav of 101 samples does not fit a batch of 1 to 100");
        assertThatThrownBy(() -> new UtterancePlan(utterances(10, 0), LIMITS, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.wav of 0 samples");
        assertThatThrownBy(() -> new Limits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(1, 0)).isInstanceOf(IllegalArgumentException.class);
        var plan = new UtterancePlan(utterances(10), LIMITS, Randomness.of(1));
        assertThatThrownBy(() -> plan.batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps count from 1");
        assertThatThrownBy(() -> plan.epochOf(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<UtteranceBatch> epoch(UtterancePlan plan, long number) {
        long first = number * plan.batchesPerEpoch() + 1;
        return LongStream.range(first, first + plan.batchesPerEpoch())
                .mapToObj(plan::batch)
                .toList();
    }

    // Few different lengths, a fifth of them above the crop.
    private static List<Utterance> random(long seed, int count) {
        return utterances(
                new SplittableRandom(seed).ints(count, 4, 75).map(i -> 50 * i).toArray());
    }

    private static List<Utterance> utterances(int... samples) {
        return IntStream.range(0, samples.length)
                .mapToObj(i -> new Utterance(Path.of(i + ".wav"), samples[i], null))
                .toList();
    }
}
