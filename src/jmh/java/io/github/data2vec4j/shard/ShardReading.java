package io.github.data2vec4j.shard;

import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.vision.PictureFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Samples of 100 kB from a tar archive in the page cache, at random positions; and, with {@code -p parquet=FILE},
 * samples of a Parquet file, from the first to the last: a row group is decoded for its first one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ShardReading {

    private static final int SAMPLES = 2000;
    private static final int BYTES = 100_000;

    @Param("")
    private String parquet;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment room = arena.allocate(64 << 20);
    private final SplittableRandom random = new SplittableRandom(1);
    private Path folder;
    private TarSamples tar;
    private StoredSamples table;
    private int next;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("shards");
        var file = folder.resolve("a.tar");
        try (var writer = new TarWriter(file)) {
            for (int i = 0; i < SAMPLES; i++) {
                writer.add(i + ".jpg", ByteBuffer.allocate(BYTES));
            }
            writer.finish();
        }
        tar = TarSamples.open(List.of(file), PictureFiles.WANTED, folder);
        table = parquet.isEmpty()
                ? tar
                : ParquetSamples.open(List.of(Path.of(parquet)), PictureFiles.WANTED, ParquetSamples.CACHE_BYTES / 8);
    }

    @TearDown
    public void close() throws IOException {
        table.close();
        tar.close();
        arena.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public MemorySegment tarAtRandom() throws IOException {
        return tar.content(random.nextInt(SAMPLES)).read((size, alignment) -> room.asSlice(0, size));
    }

    @Benchmark
    public MemorySegment tableInOrder() throws IOException {
        next = (next + 1) % table.size();
        return table.content(next).read((size, alignment) -> room.asSlice(0, size));
    }
}
