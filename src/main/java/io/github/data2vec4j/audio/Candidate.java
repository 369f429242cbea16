package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recording that may become an utterance, once its length is known.
 *
 * @param transcript what is said, if known
 * @param length finds its length
 */
record Candidate(Content content, @Nullable String transcript, Length length) {

    /** Finds the length of a recording, in samples at the rate that is wanted. */
    @FunctionalInterface
    interface Length {
        long samples() throws IOException;
    }

    /** One of which only the recording itself tells its length. */
    static Candidate of(Content content, @Nullable String transcript, int sampleRate) {
        return new Candidate(content, transcript, () -> AudioLength.of(content, sampleRate));
    }
}
