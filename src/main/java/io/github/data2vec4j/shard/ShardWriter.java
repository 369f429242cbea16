package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes tar shards as WebDataset reads them, {@code shard-000000.tar} and so on, with their indices. The same samples
 * in the same order give the same bytes.
 *
 * <p>All is written into a folder {@code OUTPUT.unfinished} and gets its name when it is complete and on the disk: what
 * a killed process leaves never looks like shards.
 */
public final class ShardWriter implements AutoCloseable {

    private static final String UNFINISHED = ".unfinished";

    private final Path output;
    private final ShardSize size;
    private final ShardOutput folder;
    private final Set<String> keys = new HashSet<>();
    private final List<TarIndex> indices = new ArrayList<>();
    private @Nullable OpenShard shard;

    /**
     * An archive that is being written.
     *
     * @param samples how many it has
     */
    private record OpenShard(TarWriter tar, TarIndexBuilder index, int[] samples) {}

    /** @throws IOException if it cannot be made */
    public ShardWriter(ShardOutput output, ShardSize size) throws IOException {
        this.folder = output;
        this.output = output.begin();
        this.size = size;
    }

    /**
     * Adds a sample.
     *
     * @param key its path, without suffix and without dots in the file name
     * @param files by suffix, such as {@code jpg}; written in this order
     * @throws BadShardException if the key is no key, or was there before
     * @throws IOException if a file cannot be read or the shard not be written
     */
    public void add(String key, SequencedMap<String, Content> files) throws IOException {
        if (key.isEmpty() || key.endsWith("/") || key.indexOf('.', key.lastIndexOf('/') + 1) >= 0) {
            throw new BadShardException("\"" + key + "\" is no key: its file name must have letters, and no dots");
        }
        if (!keys.add(key)) {
            throw new BadShardException("two samples have the key " + key + "; rename one of them");
        }
        try (var arena = Arena.ofConfined()) {
            var contents = new ArrayList<Map.Entry<String, MemorySegment>>();
            long length = 0;
            for (var file : files.entrySet()) {
                var bytes = file.getValue().read(arena);
                var name = key + "." + file.getKey();
                contents.add(Map.entry(name, bytes));
                length += TarWriter.length(name, bytes.byteSize());
            }
            write(shardFor(length), contents);
        }
    }

    private static void write(OpenShard shard, List<Map.Entry<String, MemorySegment>> contents) throws IOException {
        for (var file : contents) {
            long offset = shard.tar.add(file.getKey(), file.getValue().asByteBuffer());
            shard.index.add(file.getKey(), offset, file.getValue().byteSize());
        }
        shard.samples[0]++;
    }

    private OpenShard shardFor(long length) throws IOException {
        var open = shard;
        if (open != null && size.isFull(open.tar.position() + TarWriter.END + length, open.samples[0] + 1)) {
            endShard(open);
            open = null;
        }
        if (open == null) {
            var file = output.resolve(name(indices.size()) + UNFINISHED);
            open = new OpenShard(new TarWriter(file), new TarIndexBuilder(file), new int[1]);
            shard = open;
        }
        return open;
    }

    private void endShard(OpenShard open) throws IOException {
        shard = null;
        try (var tar = open.tar) {
            tar.finish();
        }
        indices.add(open.index.build());
    }

    /**
     * Ends the last shard and gives all their names.
     *
     * @return the shards
     * @throws IOException if there is no sample, or it cannot be written
     */
    public List<Path> finish() throws IOException {
        if (shard != null) {
            endShard(shard);
        }
        if (indices.isEmpty()) {
            throw new BadShardException("there is no sample to write");
        }
        var files = new ArrayList<Path>();
        for (int i = 0; i < indices.size(); i++) {
            var file = output.resolve(name(i));
            Files.move(output.resolve(name(i) + UNFINISHED), file);
            new TarIndexFiles(output).keep(file, indices.get(i), FileStamp.of(file));
            files.add(folder.folder().resolve(name(i)));
        }
        folder.publish();
        return files;
    }

    private static String name(int shard) {
        return String.format(Locale.ROOT, "shard-%06d.tar", shard);
    }

    /** Removes what is unfinished. */
    @Override
    public void close() throws IOException {
        if (shard != null) {
            shard.tar.close();
            shard = null;
        }
        folder.discard();
    }
}
