package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.MonoSink;
import java.util.Arrays;

/** Passes on a range of the samples that come. */
final class Cut implements MonoSink {

    private final long from;
    private final long to;
    private final MonoSink sink;
    private long seen;

    /**
     * @param from the first to pass on, counted from 0
     * @param to the one behind the last
     */
    Cut(long from, long to, MonoSink sink) {
        this.from = from;
        this.to = to;
        this.sink = sink;
    }

    @Override
    public void accept(float[] samples, int count, int sampleRate) throws FFmpegException {
        int first = Math.clamp(from - seen, 0, count);
        int end = Math.clamp(to - seen, 0, count);
        seen += count;
        if (first < end) {
            sink.accept(first == 0 ? samples : Arrays.copyOfRange(samples, first, end), end - first, sampleRate);
        }
    }

    @Override
    public boolean isFull() {
        return seen >= to;
    }

    /** How many samples have come. */
    long seen() {
        return seen;
    }
}
