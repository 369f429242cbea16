package io.github.data2vec4j.audio.ffmpeg;

import java.math.BigInteger;

/** What is known of a conversion between rates without doing it, and without FFmpeg. */
public final class RateConversion {

    private RateConversion() {}

    /**
     * Samples of a recording, to be converted for a piece of what the conversion of all of it gives.
     *
     * @param first of them, counted from 0
     * @param end the one behind the last
     * @param skipped how many come out before the piece
     */
    public record Needed(long first, long end, long skipped) {}

    /** How many samples come out of so many: those whose time lies before the end. */
    public static long length(long samples, int from, int to) {
        return from == to ? samples : Math.ceilDiv(Math.multiplyExact(samples, (long) to), from);
    }

    /**
     * What has to be converted for a piece, so that it comes out with the same bits as if all were converted: all that
     * the filter sees, from a sample on that coincides with one that comes out, as the very first does.
     *
     * @param begin of the piece, at the rate that is converted to
     * @param samples of the piece
     * @param all number of the recording's samples
     */
    public static Needed needed(long begin, long samples, int from, int to, long all) {
        if (from == to) {
            return new Needed(begin, begin + samples, 0);
        }
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
        long seen = reach(from, to);
        long earliest = Math.max(0, begin * from / to - seen);
        long steps = earliest / (from / common);
        long end = Math.ceilDiv(Math.multiplyExact(begin + samples, (long) from), to) + seen;
        return new Needed(steps * (from / common), Math.min(all, end), begin - steps * (to / common));
    }

    /** How far the filter sees to either side, in samples that come in; generously. */
    private static long reach(int from, int to) {
        return 2L * Resampler.FILTER_SIZE * Math.max(1, Math.ceilDiv(from, to));
    }
}
