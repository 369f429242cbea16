package io.github.data2vec4j.audio.ffmpeg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings audio of one channel to another rate, by libswresample: a Kaiser-windowed sinc. n samples of rate r become
 * {@code ceil(n s / r)} of rate s: those whose time lies before the end.
 */
public final class Resampler implements AutoCloseable {

    private static final int CHUNK = 8192;

    // What is beyond comes from broken headers, and would ask for huge filters or floods of samples.
    private static final int LOWEST_RATE = 1000;
    private static final int HIGHEST_RATE = 768_000;

    // From 44.1 kHz to 16 kHz: within 0.1 dB up to 7 kHz, and below -80 dB what would be mirrored to 7 kHz and lower.
    static final int FILTER_SIZE = 64;
    private static final int KAISER_BETA = 10;
    private static final double CUTOFF = 0.95;

    private final int from;
    private final int to;
    private final MonoSink sink;
    private final SwrContext context;
    private final BytePointer in = floats();
    private final BytePointer out = floats();
    private final MemorySegment inSegment = MemorySegment.ofBuffer(in.asByteBuffer());
    private final MemorySegment outSegment = MemorySegment.ofBuffer(out.asByteBuffer());
    private final float[] piece = new float[CHUNK];
    private long taken;
    private long given;

    private Resampler(int from, int to, MonoSink sink, SwrContext context) {
        this.from = from;
        this.to = to;
        this.sink = sink;
        this.context = context;
    }

    /**
     * Starts a conversion; FFmpeg must be loaded.
     *
     * @param from samples per second that come in
     * @param to samples per second that go out
     * @param sink receives them
     * @throws FFmpegException if there is no such conversion
     */
    public static Resampler of(int from, int to, MonoSink sink) throws FFmpegException {
        if (from < LOWEST_RATE || from > HIGHEST_RATE) {
            throw new FFmpegException("it says that it has %d samples per second, which are not between %d and %d"
                    .formatted(from, LOWEST_RATE, HIGHEST_RATE));
        }
        var context = swresample.swr_alloc();
        for (var side : List.of("in", "out")) {
            avutil.av_opt_set(context, side + "_chlayout", "mono", 0);
            avutil.av_opt_set(context, side + "_sample_fmt", "flt", 0);
        }
        avutil.av_opt_set_int(context, "in_sample_rate", from, 0);
        avutil.av_opt_set_int(context, "out_sample_rate", to, 0);
        avutil.av_opt_set_int(context, "filter_size", FILTER_SIZE, 0);
        avutil.av_opt_set_int(context, "kaiser_beta", KAISER_BETA, 0);
        avutil.av_opt_set_double(context, "cutoff", CUTOFF, 0);
        int status = swresample.swr_init(context);
        if (status < 0) {
            swresample.swr_free(context);
            FFmpegException.check(status, "cannot resample from %d to %d samples per second".formatted(from, to));
        }
        return new Resampler(from, to, sink, context);
    }

    private static BytePointer floats() {
        long bytes = (long) CHUNK * Float.BYTES;
        return new BytePointer(avutil.av_malloc(bytes)).capacity(bytes);
    }

    /** Takes the next samples. */
    public void add(float[] samples, int count) throws FFmpegException {
        for (int at = 0; at < count; at += CHUNK) {
            int some = Math.min(CHUNK, count - at);
            MemorySegment.copy(samples, at, inSegment, ValueLayout.JAVA_FLOAT, 0, some);
            taken += some;
            convert(in, some);
        }
    }

    /** Gives what is left, as many samples as are due. */
    public void finish() throws FFmpegException {
        convert(null, 0);
        long missing = RateConversion.length(taken, from, to) - given;
        // The filter may end a sample or two early.
        if (missing > 0) {
            Arrays.fill(piece, 0);
            sink.accept(piece, (int) Math.min(missing, CHUNK), to);
        }
    }

    /** @param input none, to get what is still in the filter */
    private void convert(@Nullable BytePointer input, int count) throws FFmpegException {
        int got;
        int fresh = count;
        do {
            got = FFmpegException.check(
                    swresample.swr_convert(context, out, CHUNK, input, fresh), "it cannot be resampled");
            pass(got);
            fresh = 0;
        } while (got == CHUNK);
    }

    private void pass(int got) throws FFmpegException {
        int due = (int) Math.min(got, RateConversion.length(taken, from, to) - given);
        if (due > 0) {
            MemorySegment.copy(outSegment, ValueLayout.JAVA_FLOAT, 0, piece, 0, due);
            given += due;
            sink.accept(piece, due, to);
        }
    }

    @Override
    public void close() {
        swresample.swr_free(context);
        avutil.av_free(in);
        avutil.av_free(out);
    }
}
