package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.data2vec4j.data.LengthPlan.Fit;
import io.github.data2vec4j.data.LengthPlan.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleWindowsTest {

    // Sixteen shards of 5 to 20 samples.
    private static final Shards SHARDS = new Shards(IntStream.range(0, 16)
            .map(shard -> IntStream.rangeClosed(0, shard).map(i -> 5 + i).sum())
            .toArray());
    private static final int SIZE = SHARDS.samples();
    private static final int WINDOW = 40;

    private static int shardOf(int sample) {
        int shard = 0;
        while (SHARDS.ends()[shard] <= sample) {
            shard++;
        }
        return shard;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 1000})
    void anEpochHasEverySampleOnce(int window) {
        var order = new EpochOrder(Randomness.of(1), SHARDS, window);
        for (long epoch = 0; epoch < 3; epoch++) {
            long first = epoch * SIZE;
            assertThat(LongStream.range(first, first + SIZE).map(order::sampleAt))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, SIZE).boxed().toList());
        }
    }

    // 40 samples of shards of at least 5 lie in no more than ten of them, where shuffling all would touch every one.
    @Test
    void aWindowReadsFewShards() {
        var order = new EpochOrder(Randomness.of(1), SHARDS, WINDOW);
        var firstShards = new HashSet<Set<Integer>>();
        for (long epoch = 0; epoch < 5; epoch++) {
            for (int start = 0; start < SIZE; start += WINDOW) {
                long from = epoch * SIZE + start;
                var shards = new HashSet<Integer>();
                LongStream.range(from, Math.min(from + WINDOW, (epoch + 1) * SIZE))
                        .forEach(position -> shards.add(shardOf((int) order.sampleAt(position))));
                assertThat(shards).hasSizeLessThanOrEqualTo(10);
                if (start == 0) {
                    firstShards.add(shards);
                }
            }
        }
        assertThat(firstShards).as("each epoch begins with others").hasSize(5);
    }

    // In windows of one sample, what is left is the order of shards, each from its start to its end.
    @Test
    void shardsAreWalkedWholeInAnOrderOfTheirOwn() {
        var order = new EpochOrder(Randomness.of(2), SHARDS, 1);
        var orders = new HashSet<List<Integer>>();
        for (long epoch = 0; epoch < 4; epoch++) {
            var walked = new ArrayList<Integer>();
            for (int at = 0; at < SIZE; ) {
                int sample = (int) order.sampleAt(epoch * SIZE + at);
                int shard = shardOf(sample);
                assertThat(sample).isEqualTo(SHARDS.start(shard));
                for (int i = 0; i < SHARDS.size(shard); i++, at++) {
                    assertThat(order.sampleAt(epoch * SIZE + at)).isEqualTo(sample + i);
                }
                walked.add(shard);
            }
            orders.add(walked);
        }
        assertThat(orders).hasSize(4);
    }

    @Test
    void samplesWithinAWindowAreShuffled() {
        var order = new EpochOrder(Randomness.of(2), SHARDS, WINDOW);
        var walked = new EpochOrder(Randomness.of(2), SHARDS, 1);
        var shuffled = LongStream.range(0, WINDOW).map(order::sampleAt).toArray();
        var stored = LongStream.range(0, WINDOW).map(walked::sampleAt).toArray();
        assertThat(shuffled).containsExactlyInAnyOrder(stored).isNotEqualTo(stored);
    }

    @Test
    void oneShardIsShuffledAsAWhole() {
        var windowed = new EpochOrder(Randomness.of(1), Shards.one(12), 2);
        assertThat(LongStream.range(0, 12).map(windowed::sampleAt))
                .containsExactly(7L, 4L, 10L, 11L, 0L, 1L, 2L, 8L, 3L, 6L, 9L, 5L);
    }

    // A window is full before the next begins, so the first 40 samples of an epoch are those of the first window.
    @ParameterizedTest
    @CsvSource({"CROP, 1", "PAD, 1", "CROP, 2", "PAD, 3"})
    void batchesOfAWindowStayInItAndKeepToTheLimits(Fit fit, long seed) {
        var lengths = new SplittableRandom(seed).longs(SIZE, 10, 100).toArray();
        var plan = new LengthPlan(lengths, SHARDS, WINDOW, new Limits(400, 80, 1), fit, Randomness.of(seed));
        var walk = new EpochOrder(Randomness.of(seed), SHARDS, 1);
        long number = 1;
        for (long epoch = 0; epoch < 3; epoch++) {
            assertThat(plan.epochs(number - 1)).isEqualTo((double) epoch, within(0.1));
            var seen = new ArrayList<Integer>();
            for (int i = 0; i < plan.batchesOfEpoch(epoch); i++) {
                var batch = plan.batch(number++);
                IntStream.of(batch.samples()).forEach(seen::add);
                long longest = IntStream.of(batch.samples())
                        .mapToLong(sample -> Math.min(80, lengths[sample]))
                        .max()
                        .orElseThrow();
                assertThat(longest * batch.samples().length).isLessThanOrEqualTo(400);
                assertThat(batch.elements()).isLessThanOrEqualTo(plan.largestBatch(PlannedBatch::elements));
            }
            for (int start = 0; start < SIZE; start += WINDOW) {
                int end = Math.min(start + WINDOW, SIZE);
                long first = epoch * SIZE;
                assertThat(seen.subList(start, end))
                        .containsExactlyInAnyOrderElementsOf(LongStream.range(first + start, first + end)
                                .mapToObj(position -> (int) walk.sampleAt(position))
                                .toList());
            }
        }
    }

    // Epochs have different numbers of batches here; whoever begins in a late one finds the same batches there.
    @Test
    void aLaterStartFindsTheSameBatches() {
        var lengths = new SplittableRandom(4).longs(SIZE, 10, 100).toArray();
        var limits = new Limits(400, 80, 1);
        var plan = new LengthPlan(lengths, SHARDS, WINDOW, limits, Fit.PAD, Randomness.of(4));
        var forward = LongStream.rangeClosed(1, 300).mapToObj(plan::batch).toList();
        var sizes = LongStream.range(0, 4).mapToInt(plan::batchesOfEpoch).distinct();
        assertThat(sizes.count()).isGreaterThan(1);
        for (long number : new long[] {300, 1, 211, 90, 299}) {
            var fresh = new LengthPlan(lengths, SHARDS, WINDOW, limits, Fit.PAD, Randomness.of(4));
            assertThat(fresh.batch(number)).isEqualTo(forward.get((int) number - 1));
        }
    }

    // Planning all of them would take years.
    @Test
    @Timeout(10)
    void aRunOfManyEpochsIsMeasuredByTheFirst() {
        var lengths = new SplittableRandom(4).longs(SIZE, 10, 100).toArray();
        var plan = new LengthPlan(lengths, SHARDS, WINDOW, new Limits(400, 80, 1), Fit.PAD, Randomness.of(4));
        assertThat(plan.epochs(1_000_000_000L * plan.batchesOfEpoch(0))).isEqualTo(1e9);
    }

    @Test
    void aWindowHasNoMoreThanCanBeReadTogether() {
        var narrow = new EpochOrder(Randomness.of(1), new Shards(SHARDS.ends(), 7), WINDOW);
        var same = new EpochOrder(Randomness.of(1), SHARDS, 7);
        for (int position = 0; position < 2 * SIZE; position++) {
            assertThat(narrow.sampleAt(position)).isEqualTo(same.sampleAt(position));
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new EpochOrder(Randomness.of(1), SHARDS, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a window holds at least one sample, not 0");
        assertThatThrownBy(() -> new Shards(new int[] {3, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a shard that begins at sample 3 ends at 3");
        assertThatThrownBy(() -> new Shards(new int[] {3}, 0)).hasMessageContaining("at least one sample");
        assertThatThrownBy(() -> new LengthPlan(
                        new long[] {5}, SHARDS, WINDOW, new Limits(400, 80, 1), Fit.PAD, Randomness.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 lengths are given for " + SIZE + " samples");
    }
}
