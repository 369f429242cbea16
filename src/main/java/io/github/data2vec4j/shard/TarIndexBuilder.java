package io.github.data2vec4j.shard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the entries of one archive, in their order. */
final class TarIndexBuilder implements TarScanner.Visitor {

    private static final long LARGEST = 0xffff_ffffL;

    private final Path file;
    private final LinkedHashMap<String, Integer> suffixes = new LinkedHashMap<>();
    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private final IntStream.Builder keyEnds = IntStream.builder();
    private final IntStream.Builder entryEnds = IntStream.builder();
    private final IntStream.Builder suffixOf = IntStream.builder();
    private final IntStream.Builder blocks = IntStream.builder();
    private final IntStream.Builder sizes = IntStream.builder();
    private final Set<String> ofThisSample = new HashSet<>();
    private final TarLinks links = new TarLinks();
    private @Nullable String key;
    private int entries;

    TarIndexBuilder(Path file) {
        this.file = file;
    }

    /**
     * The index of an archive, from its headers.
     *
     * @throws IOException as {@link TarScanner#scan}
     */
    static TarIndex scan(Path file) throws IOException {
        var builder = new TarIndexBuilder(file);
        TarScanner.scan(file, builder);
        var index = builder.build();
        builder.links.resolve(file).forEach((entry, place) -> {
            index.blocks()[entry] = block(place.offset());
            index.sizes()[entry] = size(place.size());
        });
        return index;
    }

    @Override
    public void file(String name, long offset, long size) throws BadShardException {
        add(name, offset, size);
    }

    /** Until its target is looked up, and if that cannot be found, it is an entry at the start of the archive. */
    @Override
    public void link(String name, @Nullable String target) throws BadShardException {
        if (target != null && target.equals(TarPath.plain(name))) {
            // So tar writes a file that it was given twice.
            return;
        }
        int before = entries;
        add(name, 0, 0);
        if (target != null && entries > before) {
            links.add(before, target);
        }
    }

    private static int block(long offset) {
        return (int) (offset / TarHeader.BLOCK);
    }

    private static int size(long bytes) {
        return (int) Math.min(bytes, LARGEST);
    }

    /** @throws BadShardException if the sample already has an entry of this suffix, or the archive is too large */
    void add(String path, long offset, long size) throws BadShardException {
        var name = SampleName.of(path);
        if (name == null) {
            return;
        }
        if (offset / TarHeader.BLOCK > LARGEST) {
            throw new BadShardException(file, "it is larger than 2 TB; make smaller shards");
        }
        if (!name.key().equals(key)) {
            endSample();
            key = name.key();
            keys.writeBytes(name.key().getBytes(StandardCharsets.UTF_8));
        }
        if (!ofThisSample.add(name.suffix().toLowerCase(Locale.ROOT))) {
            throw new BadShardException(
                    file,
                    "two files of the sample %s end in .%s, in whatever case".formatted(name.key(), name.suffix()));
        }
        suffixOf.add(suffixes.computeIfAbsent(name.suffix(), _ -> suffixes.size()));
        blocks.add(block(offset));
        sizes.add(size(size));
        entries++;
    }

    /** To be called once, at the end. */
    TarIndex build() throws BadShardException {
        endSample();
        if (suffixes.size() > Short.MAX_VALUE) {
            throw new BadShardException(
                    file, suffixes.size() + " different suffixes are too many; keys must not contain dots");
        }
        var kinds = suffixOf.build().toArray();
        var shorts = new short[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            shorts[i] = (short) kinds[i];
        }
        return new TarIndex(
                new ArrayList<>(suffixes.keySet()),
                keys.toByteArray(),
                keyEnds.build().toArray(),
                entryEnds.build().toArray(),
                shorts,
                blocks.build().toArray(),
                sizes.build().toArray());
    }

    private void endSample() {
        if (key != null) {
            keyEnds.add(keys.size());
            entryEnds.add(entries);
            ofThisSample.clear();
        }
    }
}
