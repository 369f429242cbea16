package io.github.data2vec4j.text;

import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Blocks of token shards into the rows of a batch, in random order: tokens per second on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenReading {

    private static final int TOKENS = 512;
    private static final int BLOCKS = 64;
    private static final long SHARD_TOKENS = 10_000_000;
    private static final int LINES = 2_000_000;

    @Param({"50265", "128000"})
    private int vocabulary;

    @Param({"NONE", "COMPLETE_DOC"})
    private BreakMode mode;

    private Path folder;
    private TokenShards shards;
    private TokenBlocks blocks;
    private Arena arena;
    private MemorySegment slot;
    private long number;

    /** 50 million tokens in lines of 24, ten of them a document. */
    @Setup(Level.Trial)
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed after the trial.
    public void write() throws IOException {
        folder = Files.createTempDirectory("token-reading");
        var place = folder.resolve("shards");
        var all = Vocabulary.of(vocabulary, 0, 1, 2, 3);
        var random = Randomness.of(1).generator();
        try (var writing = ShardFolder.beside(place);
                var writer = new TokenShardWriter(writing.folder(), all, SHARD_TOKENS)) {
            Files.writeString(writing.file(Tokenizer.FILE), """
                    {"added_tokens": [{"content": "<s>", "id": 0, "special": true},
                    {"content": "<pad>", "id": 1, "special": true}, {"content": "</s>", "id": 2, "special": true},
                    {"content": "<mask>", "id": 3, "special": true}], "model": {"vocab": {"last": %d}}}
                    """.formatted(vocabulary - 1));
            for (int i = 1; i <= LINES; i++) {
                writer.addLine(random.ints(23, 4, vocabulary).toArray());
                if (i % 10 == 0) {
                    writer.endDocument();
                }
            }
            writer.endFile(Path.of("random"));
            writing.complete(
                    new TokenDataset(
                            TokenDataset.FORMAT,
                            writer.type(),
                            Fingerprint.of(writing.file(Tokenizer.FILE)),
                            "random",
                            TextFiles.TEXT_KEY,
                            writer.finish()),
                    writer.sources());
        }
        shards = TokenShards.open(place);
        blocks = shards.blocks(mode, TOKENS);
        arena = Arena.ofConfined();
        slot = arena.allocate((long) TOKENS * DType.INT64.byteSize(), 64);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        arena.close();
        shards.close();
        for (var directory : List.of(folder.resolve("shards"), folder)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /** Counts whole rows, of which with COMPLETE_DOC about half is padding. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS * TOKENS)
    public void read() throws IOException {
        for (int i = 0; i < BLOCKS; i++) {
            // Odd and far from a power of two, so that no block is the neighbour of the one before.
            number = (number + 7_919_317) % blocks.size();
            blocks.read((int) number, slot);
        }
    }
}
