package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
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

/**
 * Cutting ten billion tokens into blocks of 512, as each start of a run does: 400 million lines of 25, in documents.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class LineCutting {

    private static final int SHARDS = 100;
    private static final int LINES = 4_000_000;

    private Path file;
    private TokenDataset.Shard shard;

    /** The lines of one shard, which is read a hundred times. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("lines", ".bin");
        var lines = ByteBuffer.allocate(LINES * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long tokens = 0;
        for (int i = 0; i < LINES; i++) {
            boolean ends = i % 50 == 49;
            int length = 2 + i * 31 % 47;
            lines.putInt(ends ? length | LineIndex.DOCUMENT_ENDS : length);
            tokens += ends ? length + 1 : length;
        }
        var crc = new CRC32C();
        crc.update(lines.flip());
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(lines.rewind());
        }
        shard = new TokenDataset.Shard(tokens, LINES, LINES / 50, 0, crc.getValue());
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public int cut() throws IOException {
        var cutter = new BlockCutter(511);
        for (int i = 0; i < SHARDS; i++) {
            LineIndex.read(file, shard, cutter);
        }
        return cutter.blocks().size();
    }
}
