package io.github.data2vec4j.audio;

import io.github.data2vec4j.audio.ffmpeg.FFmpegException;
import io.github.data2vec4j.audio.ffmpeg.RateConversion;
import io.github.data2vec4j.audio.ffmpeg.Recording;
import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decodes a segment of a recording, to the same samples as if all were decoded. Of WAVE and FLAC files only what that
 * needs is read; others are decoded from their start to the segment's end, since no jump into them gives the same bits.
 */
final class SegmentDecoder {

    private final Content content;
    private final int sampleRate;
    private final Extent.Segment segment;
    private final Arena arena;

    private SegmentDecoder(Content content, int sampleRate, Extent.Segment segment, Arena arena) {
        this.content = content;
        this.sampleRate = sampleRate;
        this.segment = segment;
        this.arena = arena;
    }

    static Waveform read(Content content, int sampleRate, Extent.Segment segment) throws IOException {
        if (segment.samples() < 1 || segment.samples() > SampleCollector.MOST) {
            throw new BadAudioException(content, "there is no waveform of %d samples".formatted(segment.samples()));
        }
        try (var arena = Arena.ofConfined()) {
            return new Waveform(new SegmentDecoder(content, sampleRate, segment, arena).decode());
        }
    }

    private float[] decode() throws IOException {
        var beginning = content.beginning(AudioLength.BEGINNING, arena);
        if (WavHeaderParser.isWave(content, beginning.bytes())) {
            try {
                return wave(WavHeaderParser.parse(content, beginning));
            } catch (OtherWaveException e) {
                // FFmpeg may know it.
            }
        }
        var flac = FlacHeader.of(beginning.bytes()).filter(header -> header.samples() > 0);
        return flac.isPresent() ? flac(flac.get(), beginning.size()) : fromItsStart();
    }

    private float[] wave(WavHeader header) throws IOException {
        int rate = header.sampleRate();
        var needed = needed(header.samples(), rate);
        int frame = header.frameBytes();
        var data = content.piece(
                header.dataOffset() + needed.first() * frame, (needed.end() - needed.first()) * frame, arena);
        var own = WavSamples.mono(content, data, header, needed.first());
        return rate == sampleRate
                ? own
                : WavSamples.converted(content, own, rate, sampleRate, collector(needed.skipped()));
    }

    private float[] flac(FlacHeader header, long size) throws IOException {
        var needed = needed(header.samples(), header.sampleRate());
        var excerpt = new FlacFrames(content, size, header).holding(needed.first(), needed.end(), arena);
        var found = excerpt.isEmpty() ? Optional.<float[]>empty() : decoded(excerpt.get(), needed);
        if (found.isPresent()) {
            return found.get();
        }
        // Something is wrong with it, or it is put together in a rare way: decoding all of it shows which.
        var whole = AudioDecoder.read(content, sampleRate).samples();
        return Arrays.copyOfRange(whole, (int) segment.begin(), (int) segment.end());
    }

    /** Nothing if it turns out to be something else than these frames. */
    private Optional<float[]> decoded(FlacFrames.Excerpt excerpt, RateConversion.Needed needed) {
        try (var collector = collector(needed.skipped())) {
            var cut = new Cut(needed.first() - excerpt.first(), needed.end() - excerpt.first(), collector);
            // A sink that is never full: only if all of it is decoded does it show that nothing is missing.
            Recording.decode(excerpt.bytes(), (piece, count, rate) -> cut.accept(piece, count, rate));
            long count = collector.finish();
            boolean isWhole = cut.seen() == excerpt.end() - excerpt.first() && count == segment.samples();
            return isWhole ? Optional.of(collector.first(count)) : Optional.empty();
        } catch (FFmpegException e) {
            return Optional.empty();
        }
    }

    private float[] fromItsStart() throws IOException {
        try (var collector = collector(segment.begin())) {
            Recording.decode(content.read(arena), collector);
            long count = collector.finish();
            // As of a whole recording, what is missing at the end of a lossy one is filled up with zeros.
            long tolerated = Math.round(AudioDecoder.TOLERATED_SECONDS * sampleRate);
            if (count == 0 || count < segment.samples() - tolerated) {
                throw tooShort("its end comes before, or it is cut off or broken");
            }
            return collector.first(segment.samples());
        } catch (FFmpegException e) {
            throw new BadAudioException(content, e.reason(), e);
        }
    }

    private SampleCollector collector(long skipped) {
        return SampleCollector.ofSegment(sampleRate, skipped, segment.samples());
    }

    /** Which of the recording's own samples have to be decoded. */
    private RateConversion.Needed needed(long samples, int rate) throws BadAudioException {
        long length = RateConversion.length(samples, rate, sampleRate);
        if (segment.end() > length) {
            throw tooShort("it has only " + length);
        }
        return RateConversion.needed(segment.begin(), segment.samples(), rate, sampleRate, samples);
    }

    private BadAudioException tooShort(String why) {
        return new BadAudioException(
                content,
                "at %d samples per second, its samples %d to %d were listed, but %s; write the list anew"
                        .formatted(sampleRate, segment.begin(), segment.end() - 1, why));
    }
}
