package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.RateConversion;
import io.github.data2vec4j.audio.ffmpeg.Recording;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Decodes recordings by their content, whatever they are called: WAVE files itself, all others with FFmpeg. */
final class AudioDecoder {

    // Lossy encoders work in frames, and not all say how much of the last one is audio.
    static final double TOLERATED_SECONDS = 0.1;

    private final Content content;
    private final int sampleRate;

    /** @param exact whether its format tells its length to the sample */
    private record Decoded(float[] samples, boolean exact) {}

    private AudioDecoder(Content content, int sampleRate) {
        this.content = content;
        this.sampleRate = sampleRate;
    }

    /** All of it. */
    static Waveform read(Content content, int sampleRate) throws IOException {
        return new Waveform(new AudioDecoder(content, sampleRate)
                .decode(0, SampleCollector.MOST)
                .samples());
    }

    /** Exactly as many samples as listed; of lossy formats, up to 0.1 seconds are cut off or filled up with zeros. */
    static Waveform read(Content content, int sampleRate, long listed) throws IOException {
        long tolerated = Math.round(TOLERATED_SECONDS * sampleRate);
        var decoded = new AudioDecoder(content, sampleRate).decode(listed, listed + tolerated);
        long length = decoded.samples.length;
        if (length == listed) {
            return new Waveform(decoded.samples);
        }
        if (decoded.exact || length < listed - tolerated || listed < 1) {
            throw new BadAudioException(
                    content,
                    "at %d samples per second it has %d samples, but %d are expected; if a list says so, write that anew"
                            .formatted(sampleRate, length, listed));
        }
        return new Waveform(Arrays.copyOf(decoded.samples, (int) listed));
    }

    private Decoded decode(long expected, long most) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var bytes = content.read(arena);
            if (WavHeaderParser.isWave(content, bytes)) {
                try {
                    return new Decoded(wave(bytes), true);
                } catch (OtherWaveException e) {
                    // FFmpeg may know it.
                }
            }
            return other(bytes, expected, most);
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
        var collector = new SampleCollector(sampleRate, length, length);
        return WavSamples.converted(content, own, header.sampleRate(), sampleRate, collector);
    }

    private Decoded other(MemorySegment bytes, long expected, long most) throws BadAudioException {
        float[] samples;
        try (var collector = new SampleCollector(sampleRate, expected, most)) {
            Recording.decode(bytes, collector);
            samples = collector.finish();
        } catch (FFmpegException e) {
            throw BadAudioException.because(e, content, bytes);
        }
        if (samples.length == 0) {
            throw new BadAudioException(content, "it has no samples");
        }
        long announced = announced(bytes);
        if (announced > 0 && samples.length != announced) {
            throw new BadAudioException(
                    content,
                    "it says that it has %d samples, but has %d: it is cut off or broken"
                            .formatted(announced, samples.length));
        }
        return new Decoded(samples, announced > 0);
    }

    /** How many samples a FLAC file says that it has, at the rate that is wanted; 0 if nothing says so. */
    private long announced(MemorySegment bytes) {
        return FlacHeader.of(bytes)
                .map(flac -> RateConversion.length(flac.samples(), flac.sampleRate(), sampleRate))
                .orElse(0L);
    }
}
