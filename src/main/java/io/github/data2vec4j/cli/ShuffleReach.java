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
        int together = Math.min(window, shards.together());
        if (shards.count() < 2 || together >= samples) {
            return Optional.empty();
        }
        long atOnce = Math.round((double) together * shards.count() / samples);
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d samples in %,d shards, shuffled within %,d (%s at a time; %s)",
                samples,
                shards.count(),
                together,
                atOnce < 1 ? "less than one shard" : "about %,d shard%s".formatted(atOnce, atOnce == 1 ? "" : "s"),
                together < window ? "more do not fit into memory" : "reading.shuffleWindow"));
    }
}
