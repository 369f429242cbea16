package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.Content;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording of which there may be utterances, once its length is known.
 *
 * @param length finds its length
 * @param passages what to take of it
 */
record Candidate(Content content, Length length, List<Passage> passages) {

    /** Finds the length of a recording, in samples at the rate that is wanted. */
    @FunctionalInterface
    interface Length {
        long samples() throws IOException;
    }

    /** Finds what of a recording is meant, from its length in samples. */
    @FunctionalInterface
    interface Choice {
        Extent of(long samples) throws BadAudioException;
    }

    /**
     * What may become an utterance.
     *
     * @param name of it, for messages
     * @param transcript what is said, if known
     */
    record Passage(String name, Choice choice, @Nullable String transcript) {}

    /** The whole recording. */
    static Candidate whole(Content content, Length length, @Nullable String transcript) {
        return new Candidate(content, length, List.of(new Passage(content.name(), Extent.Whole::new, transcript)));
    }

    /** The same, and only the recording itself tells its length. */
    static Candidate whole(Content content, @Nullable String transcript, int sampleRate) {
        return whole(content, () -> AudioLength.of(content, sampleRate), transcript);
    }
}
