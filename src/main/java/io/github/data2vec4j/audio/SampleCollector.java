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

    // A header can lie; more is taken only as samples really come.
    private static final int MOST_BELIEVED = 1 << 22;

    private final int wantedRate;
    private final long most;
    private float[] samples;
    private int count;
    private int ownRate;
    private @Nullable Resampler resampler;
    private MonoSink kept = this::keep;

    /**
     * Collects all.
     *
     * @param expected how many samples there should be
     * @param most how many there may be, before it is given up
     */
    SampleCollector(int wantedRate, long expected, long most) {
        this.wantedRate = wantedRate;
        this.most = Math.min(most, MOST);
        this.samples = new float[(int) Math.min(expected, MOST_BELIEVED)];
    }

    /**
     * Collects a segment, and is full then.
     *
     * @param skipped how many samples come before it, at the rate that is wanted
     */
    static SampleCollector ofSegment(int wantedRate, long skipped, long samples) {
        var collector = new SampleCollector(wantedRate, samples, samples);
        collector.kept = new Cut(skipped, skipped + samples, collector::keep);
        return collector;
    }

    @Override
    public void accept(float[] piece, int length, int sampleRate) throws FFmpegException {
        if (ownRate == 0) {
            ownRate = sampleRate;
            if (sampleRate != wantedRate) {
                FFmpeg.load();
                resampler = Resampler.of(sampleRate, wantedRate, kept);
            }
        } else if (ownRate != sampleRate) {
            throw new FFmpegException("it goes on with %d samples per second after %d of %d per second"
                    .formatted(sampleRate, count, ownRate));
        }
        if (resampler == null) {
            kept.accept(piece, length, sampleRate);
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
        if (length > samples.length - count) {
            samples = Arrays.copyOf(samples, (int) Math.min(most, Math.max(2L * samples.length, count + length)));
        }
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(piece[i])) {
                throw new FFmpegException("sample %d is %s".formatted(count + i, piece[i]));
            }
        }
        System.arraycopy(piece, 0, samples, count, length);
        count += length;
    }

    @Override
    public boolean isFull() {
        return kept.isFull();
    }

    /** All that came of what is collected, [sample]. */
    float[] finish() throws FFmpegException {
        if (resampler != null) {
            resampler.finish();
        }
        return count == samples.length ? samples : Arrays.copyOf(samples, count);
    }

    @Override
    public void close() {
        if (resampler != null) {
            resampler.close();
        }
    }
}
