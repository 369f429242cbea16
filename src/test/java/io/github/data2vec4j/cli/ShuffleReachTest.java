package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.data.Shards;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShuffleReachTest {

    @Test
    void isToldInSamplesAndShards() {
        assertThat(ShuffleReach.of(shards(1000, 1281), 4096))
                .contains("1,281,000 samples in 1,000 shards, shuffled within 4,096 (about 3 shards at a time;"
                        + " reading.shuffleWindow)");
        assertThat(ShuffleReach.of(shards(10, 5000), 4096).orElseThrow()).contains("(about 1 shard at a time;");
        assertThat(ShuffleReach.of(shards(10, 10_000), 4096).orElseThrow()).contains("(less than one shard at a time;");
    }

    @Test
    void tablesThatDoNotFitIntoMemoryAreMixedLess() {
        var tables = new Shards(shards(10, 100).ends(), 250);
        assertThat(ShuffleReach.of(tables, 4096))
                .contains("1,000 samples in 10 shards, shuffled within 250 (about 3 shards at a time;"
                        + " more do not fit into memory)");
        assertThat(ShuffleReach.of(tables, 250).orElseThrow()).contains("reading.shuffleWindow");
    }

    @Test
    void isNotToldWhereAllIsShuffledTogether() {
        assertThat(ShuffleReach.of(shards(1, 5000), 4096)).isEmpty();
        assertThat(ShuffleReach.of(shards(4, 1024), 4096)).isEmpty();
    }

    private static Shards shards(int count, int size) {
        return new Shards(IntStream.rangeClosed(1, count).map(i -> i * size).toArray());
    }
}
