package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Making the sample texts, ten times over, into token shards on all cores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class Tokenizing {

    private static final int TIMES = 10;

    private Path folder;
    private TextFiles files;
    private Path tokenizer;

    /** What comes out, per second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Rate {
        public long tokens;
        public long bytes;
    }

    @Setup(Level.Trial)
    public void learn() throws IOException {
        folder = Files.createTempDirectory("tokenizing");
        var found = TextFiles.find(Path.of("src", "samples", "text"));
        tokenizer = folder.resolve(Tokenizer.FILE);
        new BytePairTrainer(8_000, 2)
                .train(found, new BadText(found, 0, bad -> {}), new BytePairListener() {})
                .write(tokenizer);
        files = new TextFiles(
                found.place(),
                Stream.generate(found::paths)
                        .limit(TIMES)
                        .flatMap(paths -> paths.stream())
                        .toList(),
                TextFiles.TEXT_KEY);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public void tokenize(Rate rate) throws IOException {
        new Tokenization(files, tokenizer, Tokenization.SHARD_TOKENS, 0)
                .writeTo(folder.resolve("shards"), (read, bytes, tokens) -> {
                    if (read == files.size()) {
                        rate.tokens += tokens;
                        rate.bytes += bytes;
                    }
                });
    }
}
