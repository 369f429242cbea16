package io.github.data2vec4j.shard;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where the samples of one tar archive lie, in few arrays: a data set has millions of them.
 *
 * @param suffixes each kind of suffix once, as it is written
 * @param keys of all samples, in UTF-8
 * @param keyEnds where each sample's key ends in {@code keys}
 * @param entryEnds the number of the first entry behind each sample
 * @param suffixOf each entry's place in {@code suffixes}
 * @param blocks each entry's first block of 512 bytes, unsigned; 0, where the first header is, of a link that leads to
 *     no file of the archive
 * @param sizes each entry's bytes, unsigned; the largest number stands for all that are larger
 */
record TarIndex(
        List<String> suffixes,
        byte[] keys,
        int[] keyEnds,
        int[] entryEnds,
        short[] suffixOf,
        int[] blocks,
        int[] sizes) {

    /** Number of samples: runs of entries with the same key. */
    int samples() {
        return keyEnds.length;
    }

    String key(int sample) {
        int start = sample == 0 ? 0 : keyEnds[sample - 1];
        return new String(keys, start, keyEnds[sample] - start, StandardCharsets.UTF_8);
    }

    int firstEntry(int sample) {
        return sample == 0 ? 0 : entryEnds[sample - 1];
    }

    /** The number behind the sample's last entry. */
    int endEntry(int sample) {
        return entryEnds[sample];
    }

    int suffix(int entry) {
        return suffixOf[entry];
    }

    long offset(int entry) {
        return Integer.toUnsignedLong(blocks[entry]) * TarHeader.BLOCK;
    }

    long size(int entry) {
        return Integer.toUnsignedLong(sizes[entry]);
    }
}
