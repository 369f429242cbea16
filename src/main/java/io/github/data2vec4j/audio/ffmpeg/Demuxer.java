package io.github.data2vec4j.audio.ffmpeg;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** The first audio stream of a recording, packet by packet. */
final class Demuxer implements AutoCloseable {

    private static final Set<String> ENDLESS = Set.of("mp3", "aac");

    private final MemoryInput input;
    private final AVFormatContext format;
    private final AVStream stream;
    private final AVPacket packet;

    private Demuxer(MemoryInput input, AVFormatContext format, AVStream stream) {
        this.input = input;
        this.format = format;
        this.stream = stream;
        this.packet = avcodec.av_packet_alloc();
    }

    /** @param bytes the whole recording; copied */
    static Demuxer open(MemorySegment bytes) throws FFmpegException {
        var input = MemoryInput.of(bytes);
        var format = avformat.avformat_alloc_context();
        try {
            open(input, format);
            return new Demuxer(input, format, audio(format));
        } catch (FFmpegException e) {
            avformat.avformat_close_input(format);
            input.close();
            throw e;
        }
    }

    private static void open(MemoryInput input, AVFormatContext format) throws FFmpegException {
        format.pb(input.context());
        format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        // None, whatever a file asks for.
        avutil.av_opt_set(format, "protocol_whitelist", ",", 0);
        FFmpegException.check(
                avformat.avformat_open_input(format, "", InputFormats.of(input), (AVDictionary) null),
                "it cannot be opened");
    }

    private static AVStream audio(AVFormatContext format) throws FFmpegException {
        @Nullable AVStream found = null;
        for (int i = 0; i < format.nb_streams(); i++) {
            var stream = format.streams(i);
            if (found == null && stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
                found = stream;
            } else {
                stream.discard(avcodec.AVDISCARD_ALL);
            }
        }
        if (found == null) {
            throw new FFmpegException("there is no audio in it");
        }
        if (found.codecpar().sample_rate() == 0) {
            // Formats without a header, such as MP3, tell it with their first packets.
            FFmpegException.check(
                    avformat.avformat_find_stream_info(format, (AVDictionary) null), "its audio cannot be told");
        }
        return found;
    }

    AVStream stream() {
        return stream;
    }

    /** Whether what cannot be decoded behind the audio is no fault: formats without a length often carry tags there. */
    boolean mayEndInGarbage() {
        return ENDLESS.contains(format.iformat().name().getString());
    }

    /** Goes on to the next packet. @return whether there is one */
    boolean next() throws FFmpegException {
        do {
            avcodec.av_packet_unref(packet);
            int status = avformat.av_read_frame(format, packet);
            if (status == avutil.AVERROR_EOF) {
                return false;
            }
            FFmpegException.check(status, "it cannot be read further");
        } while (packet.stream_index() != stream.index());
        return true;
    }

    /** The latest packet, until the next. */
    AVPacket packet() {
        return packet;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(format);
        input.close();
    }
}
