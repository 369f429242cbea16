package io.github.data2vec4j.audio.ffmpeg;

/** What is known of a conversion between rates without doing it, and without FFmpeg. */
public final class RateConversion {

    private RateConversion() {}

    /** How many samples come out of so many: those whose time lies before the end. */
    public static long length(long samples, int from, int to) {
        return from == to ? samples : Math.ceilDiv(Math.multiplyExact(samples, (long) to), from);
    }
}
