package io.github.data2vec4j.audio.ffmpeg;

import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The time from the start of the audio, behind what its encoder put before it, to the end of its last packet. Not all
 * packets say how long they are. Where something is missing between them, decoders leave no gap, so that only decoding
 * tells the length.
 */
final class PacketDurations {

    // Of AV_PKT_DATA_SKIP_SAMPLES: samples to leave out at the start, samples to leave out at the end, two reasons.
    private static final int SKIP_BYTES = 10;

    // More than any rounding of times, and less than packets last that may be missing.
    private static final double NOTICED_SECONDS = 0.01;

    // In MP4 a packet lasts until the next begins, whatever is in it.
    private static final double LONG_PACKET_SECONDS = 0.1;

    private final AVStream stream;
    private long first = avutil.AV_NOPTS_VALUE;
    private long end;
    private long skipped;
    private boolean isLatestKnown;
    private boolean isUneven;
    private long packets;
    private long durations;
    private long longest;

    PacketDurations(AVStream stream) {
        this.stream = stream;
    }

    void add(AVPacket packet) {
        long from = packet.pts() == avutil.AV_NOPTS_VALUE ? end : packet.pts();
        if (first == avutil.AV_NOPTS_VALUE) {
            first = from;
            skipped = skippedAtTheStart(packet);
        }
        isUneven |= isLatestKnown && Math.abs(seconds(from - end)) > NOTICED_SECONDS;
        // At the end of a short Ogg file FFmpeg has negative ones, taken for numbers of 32 bits without a sign.
        long duration = Math.max(0, (int) packet.duration());
        isLatestKnown = duration > 0;
        packets++;
        durations += duration;
        longest = Math.max(longest, duration);
        end = Math.max(end, from + duration);
    }

    /** Whether it takes decoding to know how much there is. */
    boolean leaveItOpen() {
        boolean areUnknown = packets > 0 && durations == 0;
        double others = (double) (durations - longest) / Math.max(1, packets - 1);
        return areUnknown || isUneven || (seconds(longest) > LONG_PACKET_SECONDS && longest > 2 * others);
    }

    private double seconds(long ticks) {
        var tick = stream.time_base();
        return (double) ticks * tick.num() / Math.max(1, tick.den());
    }

    private static long skippedAtTheStart(AVPacket packet) {
        var skip = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_SKIP_SAMPLES, (SizeTPointer) null);
        return skip == null
                ? 0
                : Integer.toUnsignedLong(skip.capacity(SKIP_BYTES)
                        .asByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(0));
    }

    /** @param sampleRate in what the length is counted */
    long samples(int sampleRate) throws FFmpegException {
        int rate = stream.codecpar().sample_rate();
        if (rate < 1) {
            throw new FFmpegException("it does not say how many samples it has per second");
        }
        long start = first == avutil.AV_NOPTS_VALUE ? 0 : Math.max(0, ownSamples(first, rate) + skipped);
        return RateConversion.length(Math.max(0, ownSamples(end, rate) - start), rate, sampleRate);
    }

    // A broken file may claim any time; what does not fit is no length of anything.
    private long ownSamples(long ticks, int rate) throws FFmpegException {
        double samples = seconds(ticks) * rate;
        if (Math.abs(samples) > Integer.MAX_VALUE) {
            throw new FFmpegException("it says that it lasts %.3g seconds".formatted(samples / rate));
        }
        return Math.round(samples);
    }
}
