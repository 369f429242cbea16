package io.github.data2vec4j.audio;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with speech.
 *
 * @param samples of one channel
 * @param transcript what is said, if known
 */
public record Utterance(Path file, long samples, @Nullable String transcript) {

    /**
     * Reads the whole waveform.
     *
     * @param sampleRate samples per second that the file must have
     * @throws BadAudioException as {@link Waveform#read}, and if the file has another number of samples than
     *     {@link #samples}
     * @throws IOException if the file cannot be read at all
     */
    public Waveform read(int sampleRate) throws IOException {
        var waveform = Waveform.read(file, sampleRate);
        if (waveform.length() != samples) {
            throw new BadAudioException(
                    file,
                    "it has %d samples, but was listed with %d; write the list anew"
                            .formatted(waveform.length(), samples));
        }
        return waveform;
    }
}
