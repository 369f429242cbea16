package io.github.data2vec4j.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S64;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The mean of a frame's channels, computed as of a WAVE file: integers of n bits are divided by 2^(n-1), and the sum is
 * rounded to float once. So FLAC gives the same bits as the WAVE file that it was made of.
 */
final class FrameMixer {

    private double[] sums = new double[0];
    private float[] samples = new float[0];

    /** Mixes a frame: [sample], of which the first {@code nb_samples} count, until the next call. */
    float[] mix(AVFrame frame) throws FFmpegException {
        int count = frame.nb_samples();
        if (samples.length < count) {
            sums = new double[count];
            samples = new float[count];
        }
        Arrays.fill(sums, 0, count, 0);
        int channels = frame.ch_layout().nb_channels();
        addChannels(frame, channels, count);
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (sums[i] / channels);
        }
        return samples;
    }

    private void addChannels(AVFrame frame, int channels, int count) throws FFmpegException {
        int format = frame.format();
        // Each channel in a plane of its own, or all side by side in one.
        int planes = avutil.av_sample_fmt_is_planar(format) == 0 ? 1 : channels;
        int stride = channels / planes;
        long bytes = (long) count * stride * avutil.av_get_bytes_per_sample(format);
        for (int plane = 0; plane < planes; plane++) {
            var buffer =
                    frame.extended_data(plane).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
            for (int channel = 0; channel < stride; channel++) {
                add(avutil.av_get_packed_sample_fmt(format), buffer, channel, stride, count);
            }
        }
    }

    private void add(int format, ByteBuffer plane, int first, int stride, int count) throws FFmpegException {
        switch (format) {
            case AV_SAMPLE_FMT_S16 -> {
                var shorts = plane.asShortBuffer();
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += shorts.get(at) * 0x1p-15;
                }
            }
            case AV_SAMPLE_FMT_S32 -> {
                var integers = plane.asIntBuffer();
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += integers.get(at) * 0x1p-31;
                }
            }
            case AV_SAMPLE_FMT_FLT -> {
                var floats = plane.asFloatBuffer();
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += floats.get(at);
                }
            }
            case AV_SAMPLE_FMT_U8 -> {
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += (Byte.toUnsignedInt(plane.get(at)) - 128) * 0x1p-7;
                }
            }
            case AV_SAMPLE_FMT_S64 -> {
                var longs = plane.asLongBuffer();
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += longs.get(at) * 0x1p-63;
                }
            }
            case AV_SAMPLE_FMT_DBL -> {
                var doubles = plane.asDoubleBuffer();
                for (int i = 0, at = first; i < count; i++, at += stride) {
                    sums[i] += doubles.get(at);
                }
            }
            default -> throw new FFmpegException("its samples are of a kind that is not known: " + format);
        }
    }
}
