package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import io.github.data2vec4j.data.Randomness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Seconds of speech that one thread reads in a second: from the file, decoded, normalised, and a piece of it written to
 * its place in a batch. The recordings are the sample sentences of one speaker, joined to about 24 seconds; each format
 * is made of them with the program {@code ffmpeg}, if it is installed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AudioDecoding {

    private static final int RATE = 16_000;

    /** Ending of the file, and its samples per second. */
    @Param({"wav 16000", "flac 16000", "mp3 16000", "ogg 16000", "opus 48000", "m4a 16000", "flac 44100", "wav 44100"})
    private String format;

    /** How much audio has been read. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Audio {
        public double seconds;
    }

    private final Arena arena = Arena.ofShared();
    private Path folder;
    private UtteranceSource source;
    private MemorySegment slot;
    private double seconds;

    @Setup(Level.Trial)
    public void encode() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("audio-decoding");
        var joined = Files.write(folder.resolve("joined.wav"), joined());
        var kind = format.split(" ", -1);
        var file = folder.resolve("speech." + kind[0]);
        var command = List.of("ffmpeg", "-v", "error", "-i", joined.toString(), "-ar", kind[1], file.toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("ffmpeg cannot write " + file);
        }
        Content content = new FileContent(file);
        long samples = AudioLength.of(content, RATE);
        seconds = (double) samples / RATE;
        source = new UtteranceSource(
                List.of(new Utterance(content, samples, null)), RATE, UtteranceSource.Batches.DATA2VEC);
        slot = arena.allocate(ValueLayout.JAVA_FLOAT, Math.min(samples, 320_000));
    }

    private static byte[] joined() throws IOException {
        var samples = new ByteArrayOutputStream();
        for (var utterance :
                AudioFiles.DATA2VEC.find(Path.of("src/samples/speech/amy")).utterances()) {
            var bytes = utterance.content().bytes();
            // The sample files have the shortest of headers.
            samples.write(bytes, 44, bytes.length - 44);
        }
        var audio = samples.toByteArray();
        return ByteBuffer.allocate(44 + audio.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + audio.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(audio.length)
                .put(audio)
                .array();
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        arena.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Benchmark
    public MemorySegment read(Audio audio) throws IOException {
        source.read(0, Randomness.of(1), slot);
        audio.seconds += seconds;
        return slot;
    }
}
