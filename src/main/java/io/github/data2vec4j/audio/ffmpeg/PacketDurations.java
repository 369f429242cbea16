package io.github.data2vec4j.audio.ffmpeg;

import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The time from the start of the audio, behind what its encoder put before it, to the end of its last packet. Not all
 * packets say how long they are.
 */
final class PacketDurations {

    // Of AV_PKT_DATA_SKIP_SAMPLES: samples to leave out at the start, samples to leave out at the end, two reasons.
    private static final int SKIP_BYTES = 10;

    private final AVStream stream;
    private long first = avutil.AV_NOPTS_VALUE;
    private long end;
    private long skipped;

    PacketDurations(AVStream stream) {
        this.stream = stream;
    }

    void add(AVPacket packet) {
        long from = packet.pts() == avutil.AV_NOPTS_VALUE ? end : packet.pts();
        if (first == avutil.AV_NOPTS_VALUE) {
            first = from;
            skipped = skippedAtTheStart(packet);
        }
        // At the end of a short Ogg file FFmpeg has negative ones, taken for numbers of 32 bits without a sign.
        end = Math.max(end, from + Math.max(0, (int) packet.duration()));
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
        var tick = stream.time_base();
        double samples = (double) ticks * tick.num() / Math.max(1, tick.den()) * rate;
        if (Math.abs(samples) > Integer.MAX_VALUE) {
            throw new FFmpegException("it says that it lasts %.3g seconds".formatted(samples / rate));
        }
        return Math.round(samples);
    }
}
