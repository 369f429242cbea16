package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.RateConversion;
import io.github.data2vec4j.audio.ffmpeg.Recording;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Decodes recordings by their content, whatever they are called: WAVE files itself, all others with FFmpeg. */
final class AudioDecoder {

    // Lossy encoders work in frames, and not all say how much of the last one is audio.
    static final double TOLERATED_SECONDS = 0.1;

    private final Content content;
    private final int sampleRate;

    /**
     * What a recording turned out to be.
     *
     * @param count of the samples that came
     * @param exact whether its format tells its length to the sample
     * @param samples gives the first so many, and zeros where they are fewer
     */
    private record Decoded(long count, boolean exact, LongFunction<float[]> samples) {

        Waveform first(long length) {
            return new Waveform(samples.apply(length));
        }
    }

    private AudioDecoder(Content content, int sampleRate) {
        this.content = content;
        this.sampleRate = sampleRate;
    }

    /** All of it. */
    static Waveform read(Content content, int sampleRate) throws IOException {
        var decoded = new AudioDecoder(content, sampleRate).decode(() -> SampleCollector.ofAll(sampleRate));
        return decoded.first(decoded.count);
    }

    /** Exactly as many samples as listed; of lossy formats, up to 0.1 seconds are cut off or filled up with zeros. */
    static Waveform read(Content content, int sampleRate, long listed) throws IOException {
        long tolerated = Math.round(TOLERATED_SECONDS * sampleRate);
        var decoded = new AudioDecoder(content, sampleRate)
                .decode(() -> SampleCollector.ofListed(sampleRate, listed, listed + tolerated));
        if (decoded.count == listed) {
            return decoded.first(listed);
        }
        if (decoded.exact || decoded.count < listed - tolerated || listed < 1) {
            throw new BadAudioException(
                    content,
                    "at %d samples per second it has %d samples, but %d are expected; if a list says so, write that anew"
                            .formatted(sampleRate, decoded.count, listed));
        }
        return decoded.first(listed);
    }

    private Decoded decode(Supplier<SampleCollector> collector) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var bytes = content.read(arena);
            if (WavHeaderParser.isWave(content, bytes)) {
                try {
                    var samples = wave(bytes);
                    return new Decoded(samples.length, true, all -> samples);
                } catch (OtherWaveException e) {
                    // FFmpeg may know it.
                }
            }
            try (var collecting = collector.get()) {
                return other(bytes, collecting);
            } catch (FFmpegException e) {
                throw BadAudioException.because(e, content, bytes);
            }
        }
    }

    private float[] wave(MemorySegment bytes) throws IOException, OtherWaveException {
        var header = WavHeaderParser.parse(content, new Content.Beginning(bytes, bytes.byteSize()));
        var data = bytes.asSlice(header.dataOffset(), header.samples() * header.frameBytes());
        var own = WavSamples.mono(content, data, header, 0);
        if (header.sampleRate() == sampleRate) {
            return own;
        }
        long length = RateConversion.length(own.length, header.sampleRate(), sampleRate);
        var collector = SampleCollector.ofListed(sampleRate, length, length);
        return WavSamples.converted(content, own, header.sampleRate(), sampleRate, collector);
    }

    private Decoded other(MemorySegment bytes, SampleCollector collector) throws BadAudioException, FFmpegException {
        Recording.decode(bytes, collector);
        long count = collector.finish();
        if (count == 0) {
            throw new BadAudioException(content, "it has no samples");
        }
        long announced = announced(bytes);
        if (announced > 0 && count != announced) {
            throw new BadAudioException(
                    content,
                    "it says that it has %d samples, but has %d: it is cut off or broken".formatted(announced, count));
        }
        return new Decoded(count, announced > 0, collector::first);
    }

    /** How many samples a FLAC file says that it has, at the rate that is wanted; 0 if nothing says so. */
    private long announced(MemorySegment bytes) {
        return FlacHeader.of(bytes)
                .map(flac -> RateConversion.length(flac.samples(), flac.sampleRate(), sampleRate))
                .orElse(0L);
    }
}
