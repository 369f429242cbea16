package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import io.github.data2vec4j.data.FileContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording of speech.
 *
 * @param content the encoded audio
 * @param samples of one channel, at the rate that is trained on
 * @param transcript what is said, if known
 */
public record Utterance(
        Content content, long samples, @Nullable String transcript) {

    /** The file of its own that it lies in, if it does. */
    public Optional<Path> file() {
        return content instanceof FileContent own ? Optional.of(own.file()) : Optional.empty();
    }

    /**
     * Reads the whole waveform.
     *
     * @param sampleRate samples per second that are wanted
     * @return of {@link #samples} samples
     * @throws BadAudioException as {@link Waveform#read}, and if the recording has another number of samples
     * @throws IOException if it cannot be read at all
     */
    public Waveform read(int sampleRate) throws IOException {
        return AudioDecoder.read(content, sampleRate, samples);
    }
}
