package io.github.data2vec4j.audio;

import java.util.List;

/**
 * What {@link AudioFiles} found.
 *
 * @param utterances sorted by path
 * @param tooShort number of further utterances, left out because they are too short
 */
public record FoundUtterances(List<Utterance> utterances, int tooShort) {

    public FoundUtterances {
        utterances = List.copyOf(utterances);
    }
}
