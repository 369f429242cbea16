package io.github.data2vec4j.audio.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Turns packets into samples. */
final class Decoder implements AutoCloseable {

    private final AVCodecContext context;
    private final AVFrame frame;
    private final FrameMixer mixer = new FrameMixer();
    private final MonoSink sink;
    private double seconds;
    // What went wrong since the latest good frame: at the end of a file it is no harm.
    private @Nullable FFmpegException trouble;

    private Decoder(AVCodecContext context, MonoSink sink) {
        this.context = context;
        this.frame = avutil.av_frame_alloc();
        this.sink = sink;
    }

    static Decoder open(AVStream stream, MonoSink sink) throws FFmpegException {
        var parameters = stream.codecpar();
        var codec = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (codec == null) {
            throw new FFmpegException("its audio is compressed in a way that is not supported (%s)"
                    .formatted(avcodec.avcodec_get_name(parameters.codec_id()).getString()));
        }
        var context = avcodec.avcodec_alloc_context3(codec);
        try {
            FFmpegException.check(
                    avcodec.avcodec_parameters_to_context(context, parameters), "its parameters make no sense");
            context.pkt_timebase(stream.time_base());
            // The loader has its own threads.
            context.thread_count(1);
            if (parameters.codec_id() == avcodec.AV_CODEC_ID_FLAC) {
                context.err_recognition(avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE);
            }
            FFmpegException.check(
                    avcodec.avcodec_open2(context, codec, (AVDictionary) null), "its audio cannot be decoded");
            return new Decoder(context, sink);
        } catch (FFmpegException e) {
            avcodec.avcodec_free_context(context);
            throw e;
        }
    }

    /** Decodes what a packet completes. */
    void decode(AVPacket packet) throws FFmpegException {
        send(packet);
        receive();
    }

    /** Decodes what is left behind the last packet. */
    void finish() throws FFmpegException {
        send(null);
        receive();
    }

    /** What could not be decoded at the end, behind the last good piece. */
    @Nullable
    FFmpegException troubleAtTheEnd() {
        return trouble;
    }

    private void send(@Nullable AVPacket packet) {
        note(avcodec.avcodec_send_packet(context, packet));
    }

    private void receive() throws FFmpegException {
        while (true) {
            int status = avcodec.avcodec_receive_frame(context, frame);
            if (status == avutil.AVERROR_EAGAIN() || status == avutil.AVERROR_EOF) {
                return;
            }
            note(status);
            if (status < 0) {
                return;
            }
            pass();
        }
    }

    private void note(int status) {
        if (status < 0 && status != avutil.AVERROR_EOF && trouble == null) {
            trouble = new FFmpegException(
                    "it is broken after %.2f seconds: %s".formatted(seconds, FFmpegException.text(status)));
        }
    }

    private void pass() throws FFmpegException {
        if (trouble != null) {
            throw trouble;
        }
        int rate = frame.sample_rate();
        sink.accept(mixer.mix(frame), frame.nb_samples(), rate);
        seconds += (double) frame.nb_samples() / rate;
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
    }
}
