package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.RateConversion;
import io.github.data2vec4j.audio.ffmpeg.Recording;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** How long a recording is, found without decoding it. Of WAVE and FLAC files only the first bytes are read. */
final class AudioLength {

    /** How much of a file its header is looked for in. */
    static final int BEGINNING = 1 << 12;

    private AudioLength() {}

    /**
     * Number of samples at the rate that is wanted, which is {@code ceil(samples * sampleRate / own rate)}.
     *
     * @throws BadAudioException if that cannot be told
     * @throws IOException if the content cannot be read at all
     */
    static long of(Content content, int sampleRate) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var beginning = content.beginning(BEGINNING, arena);
            var flac = FlacHeader.of(beginning.bytes());
            if (flac.isPresent() && flac.get().samples() > 0) {
                return RateConversion.length(flac.get().samples(), flac.get().sampleRate(), sampleRate);
            }
            if (WavHeaderParser.isWave(content, beginning.bytes())) {
                try {
                    var header = WavHeaderParser.parse(content, beginning);
                    return RateConversion.length(header.samples(), header.sampleRate(), sampleRate);
                } catch (OtherWaveException e) {
                    // FFmpeg may know it.
                }
            }
            return ofOther(content, all(content, beginning, arena), sampleRate);
        }
    }

    private static long ofOther(Content content, MemorySegment bytes, int sampleRate) throws BadAudioException {
        try {
            return Recording.samples(bytes, sampleRate);
        } catch (FFmpegException e) {
            throw BadAudioException.because(e, content, bytes);
        }
    }

    private static MemorySegment all(Content content, Content.Beginning beginning, Arena arena) throws IOException {
        return beginning.bytes().byteSize() == beginning.size() ? beginning.bytes() : content.read(arena);
    }
}
