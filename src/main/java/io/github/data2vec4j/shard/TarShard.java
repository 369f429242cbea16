package io.github.data2vec4j.shard;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One archive and those of its samples that have what is wanted. */
final class TarShard {

    private static final int WANTED_END = 1;
    private static final int NOT_WANTED = 2;

    private final Path file;
    private final TarIndex index;
    private final int[] ranks;
    private final int @Nullable [] chosen;

    /** @throws BadShardException if it is not clear which file of a sample is meant */
    TarShard(Path file, TarIndex index, Wanted wanted) throws BadShardException {
        this.file = file;
        this.index = index;
        this.ranks = index.suffixes().stream()
                .mapToInt(suffix -> rank(suffix.toLowerCase(Locale.ROOT), wanted))
                .toArray();
        var having = IntStream.range(0, index.samples())
                .filter(sample -> ranks[index.suffix(entry(sample))] < NOT_WANTED)
                .toArray();
        for (int sample : having) {
            refuseSeveralEnds(sample, wanted);
        }
        // Where all have, as is usual, the numbers need not be kept.
        this.chosen = having.length == index.samples() ? null : having;
    }

    private static int rank(String suffix, Wanted wanted) {
        if (wanted.suffixes().contains(suffix)) {
            return 0;
        }
        return wanted.matches(suffix) ? WANTED_END : NOT_WANTED;
    }

    // Files such as photo.1.jpg and photo.2.jpg, which their owner holds for two samples.
    private void refuseSeveralEnds(int sample, Wanted wanted) throws BadShardException {
        int first = entry(sample);
        for (int entry = first + 1; entry < index.endEntry(sample); entry++) {
            if (ranks[index.suffix(first)] == WANTED_END && ranks[index.suffix(entry)] == WANTED_END) {
                throw new BadShardException(
                        file,
                        "%s and %s are one sample, as names count up to their first dot, and only one %s of it would be read; unpack it and pack the folder with d2v shard, which takes each for itself"
                                .formatted(path(sample, first), path(sample, entry), wanted.kind()));
            }
        }
    }

    Path file() {
        return file;
    }

    int size() {
        return chosen == null ? index.samples() : chosen.length;
    }

    String key(int number) {
        return index.key(sample(number));
    }

    TarContent content(int number, OpenFiles files) {
        int sample = sample(number);
        return content(sample, entry(sample), files);
    }

    @Nullable
    TarContent beside(int number, String suffix, OpenFiles files) {
        int sample = sample(number);
        for (int entry = index.firstEntry(sample); entry < index.endEntry(sample); entry++) {
            if (suffixOf(entry).equalsIgnoreCase(suffix)) {
                return content(sample, entry, files);
            }
        }
        return null;
    }

    private TarContent content(int sample, int entry, OpenFiles files) {
        return new TarContent(files, file, path(sample, entry), index.offset(entry), index.size(entry));
    }

    private String path(int sample, int entry) {
        return index.key(sample) + "." + suffixOf(entry);
    }

    private String suffixOf(int entry) {
        return index.suffixes().get(index.suffix(entry));
    }

    private int sample(int number) {
        Objects.checkIndex(number, size());
        return chosen == null ? number : chosen[number];
    }

    // A whole suffix that is wanted goes before the end of one, and then the first of the archive.
    private int entry(int sample) {
        int best = index.firstEntry(sample);
        for (int entry = best + 1; entry < index.endEntry(sample); entry++) {
            if (ranks[index.suffix(entry)] < ranks[index.suffix(best)]) {
                best = entry;
            }
        }
        return best;
    }
}
