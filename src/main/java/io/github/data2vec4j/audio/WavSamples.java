package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.torch.NativeLoadException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes the audio of a WAVE file. */
final class WavSamples {

    private WavSamples() {}

    /**
     * The mean of all channels.
     *
     * @param data the bytes of the samples to decode
     * @param first number of the first of them in the file
     */
    static float[] mono(Content content, MemorySegment data, WavHeader header, long first) throws BadAudioException {
        if (header.samples() == 0) {
            throw new BadAudioException(content, "it has no samples");
        }
        // As many bytes as one content can have at most, so an array can have as many elements.
        var mono = new float[Math.toIntExact(data.byteSize() / header.frameBytes())];
        var bytes = data.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < mono.length; i++) {
            mono[i] = finite(content, first + i, mean(bytes, i * header.frameBytes(), header));
        }
        return mono;
    }

    /**
     * Brings samples to the rate of a collector.
     *
     * @param sampleRate of the file
     * @param wantedRate of the collector
     */
    static float[] converted(Content content, float[] own, int sampleRate, int wantedRate, SampleCollector collector)
            throws BadAudioException {
        try (collector) {
            collector.accept(own, own.length, sampleRate);
            return collector.first(collector.finish());
        } catch (FFmpegException e) {
            throw new BadAudioException(content, e.reason(), e);
        } catch (NativeLoadException e) {
            throw new BadAudioException(
                    content,
                    "it has %d samples per second, but %d are wanted; convert it first, for example with sox IN.wav -r %2$d OUT.wav, or %s"
                            .formatted(sampleRate, wantedRate, e.getMessage()),
                    e);
        }
    }

    private static double mean(ByteBuffer bytes, int frame, WavHeader header) {
        double sum = 0;
        for (int channel = 0; channel < header.channels(); channel++) {
            sum += header.format()
                    .decode(bytes, frame + channel * header.format().bytes());
        }
        return sum / header.channels();
    }

    private static float finite(Content content, long index, double sample) throws BadAudioException {
        float narrow = (float) sample;
        if (!Float.isFinite(narrow)) {
            throw new BadAudioException(content, "sample %d is %s".formatted(index, sample));
        }
        return narrow;
    }
}
