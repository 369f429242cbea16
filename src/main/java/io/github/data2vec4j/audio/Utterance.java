package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording of speech, or a segment of one.
 *
 * @param content the encoded audio of the whole recording
 * @param extent which of its samples, of one channel, at the rate that is trained on
 * @param name what to call it in messages, which tells it from other segments of the recording
 * @param transcript what is said, if known
 */
public record Utterance(
        Content content,
        Extent extent,
        String name,
        @Nullable String transcript) {

    /** A whole recording. */
    public Utterance(Content content, long samples, @Nullable String transcript) {
        this(content, new Extent.Whole(samples), content.name(), transcript);
    }

    /** Number of its samples. */
    public long samples() {
        return extent.samples();
    }

    /** The file of its own that the recording lies in, if it does. */
    public Optional<Path> file() {
        return content instanceof FileContent own ? Optional.of(own.file()) : Optional.empty();
    }

    /**
     * Reads the whole waveform. That of a segment has the very samples that the waveform of the whole recording has in
     * this place; of WAVE and FLAC files only what it needs is read, of others all before its end is decoded too.
     *
     * @param sampleRate samples per second that are wanted
     * @return of {@link #samples} samples
     * @throws BadAudioException as {@link Waveform#read}, as far as it is read, and if the recording has another number
     *     of samples, or ends before the segment does; it bears the {@link #name}
     * @throws IOException if it cannot be read at all
     */
    public Waveform read(int sampleRate) throws IOException {
        try {
            return switch (extent) {
                case Extent.Whole(var samples) -> AudioDecoder.read(content, sampleRate, samples);
                case Extent.Segment segment -> SegmentDecoder.read(content, sampleRate, segment);
            };
        } catch (BadSampleException e) {
            throw e.name().equals(name) ? e : new BadAudioException(name, e.reason(), e);
        }
    }
}
