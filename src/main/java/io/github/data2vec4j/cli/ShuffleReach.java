package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.Shards;
import java.util.Locale;
import java.util.Optional;

/** How far apart samples of shards are mixed. */
final class ShuffleReach {

    private ShuffleReach() {}

    /** A sentence about it; empty where all samples are shuffled together. */
    static Optional<String> of(Shards shards, int window) {
        int samples = shards.samples();
        if (shards.count() < 2 || window >= samples) {
            return Optional.empty();
        }
        long atOnce = Math.round((double) window * shards.count() / samples);
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d samples in %,d shards, shuffled within %,d (%s at a time; reading.shuffleWindow)",
                samples,
                shards.count(),
                window,
                atOnce < 1 ? "less than one shard" : "about %,d shard%s".formatted(atOnce, atOnce == 1 ? "" : "s")));
    }
}
