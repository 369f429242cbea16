package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpeg;
import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.MonoSink;
import io.github.data2vec4j.audio.ffmpeg.Resampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the samples of a recording at the rate that is wanted, whatever its own is. */
final class SampleCollector implements MonoSink, AutoCloseable {

    // Some virtual machines allow no longer array.
    static final int MOST = Integer.MAX_VALUE - 8;

    // A header or a list can lie; more is taken only as samples really come.
    static final int MOST_BELIEVED = 1 << 22;
    // Where so many came, as many times more are believed: hours of audio are not copied again and again.
    private static final int BELIEVED_TIMES = 64;

    private final int wantedRate;
    private final long listed;
    private final long kept;
    private final long most;
    private float[] samples;
    private int count;
    private int ownRate;
    private @Nullable Resampler resampler;
    private MonoSink sink = this::keep;

    private SampleCollector(int wantedRate, long listed, long kept, long most) {
        this.wantedRate = wantedRate;
        this.listed = listed;
        this.kept = Math.min(kept, MOST);
        this.most = Math.min(most, MOST);
        this.samples = new float[(int) Math.min(listed, MOST_BELIEVED)];
    }

    /** Collects all, however many there are. */
    static SampleCollector ofAll(int wantedRate) {
        return new SampleCollector(wantedRate, 0, MOST, MOST);
    }

    /**
     * Collects as many as are listed, and counts those behind.
     *
     * @param most how many there may be, before it is given up
     */
    static SampleCollector ofListed(int wantedRate, long listed, long most) {
        return new SampleCollector(wantedRate, listed, listed, most);
    }

    /**
     * Collects a segment, and is full then.
     *
     * @param skipped how many samples come before it, at the rate that is wanted
     */
    static SampleCollector ofSegment(int wantedRate, long skipped, long samples) {
        var collector = ofListed(wantedRate, samples, samples);
        collector.sink = new Cut(skipped, skipped + samples, collector::keep);
        return collector;
    }

    @Override
    public void accept(float[] piece, int length, int sampleRate) throws FFmpegException {
        if (ownRate == 0) {
            ownRate = sampleRate;
            if (sampleRate != wantedRate) {
                FFmpeg.load();
                resampler = Resampler.of(sampleRate, wantedRate, sink);
            }
        } else if (ownRate != sampleRate) {
            throw new FFmpegException("it goes on with %d samples per second after %d of %d per second"
                    .formatted(sampleRate, count, ownRate));
        }
        if (resampler == null) {
            sink.accept(piece, length, sampleRate);
        } else {
            resampler.add(piece, length);
        }
    }

    private void keep(float[] piece, int length, int sampleRate) throws FFmpegException {
        if (length > most - count) {
            throw new FFmpegException(
                    "it goes on after the %d samples that it may have at most; if a list says how long it is, write that anew"
                            .formatted(most));
        }
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(piece[i])) {
                throw new FFmpegException("sample %d is %s".formatted(count + i, piece[i]));
            }
        }
        int taken = Math.clamp(kept - count, 0, length);
        if (taken > samples.length - count) {
            samples = Arrays.copyOf(samples, room(count + taken));
        }
        if (taken > 0) {
            System.arraycopy(piece, 0, samples, count, taken);
        }
        count += length;
    }

    private int room(int needed) {
        long believed = Math.min(listed, (long) BELIEVED_TIMES * samples.length);
        return (int) Math.min(kept, Math.max(needed, Math.max(2L * samples.length, believed)));
    }

    @Override
    public boolean isFull() {
        return sink.isFull();
    }

    /** Gives what the conversion to another rate still holds back. @return how many samples came, kept or not */
    long finish() throws FFmpegException {
        if (resampler != null) {
            resampler.finish();
        }
        return count;
    }

    /**
     * The first samples that came, after {@link #finish}, and zeros where they are fewer; without a copy where the room
     * for as many as are listed was filled.
     */
    float[] first(long length) {
        return samples.length == length ? samples : Arrays.copyOf(samples, (int) length);
    }

    @Override
    public void close() {
        if (resampler != null) {
            resampler.close();
        }
    }
}
