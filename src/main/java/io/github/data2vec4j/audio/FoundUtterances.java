package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.BadSampleException;
import io.github.data2vec4j.data.Shards;
import java.util.List;

/**
 * What {@link AudioFiles} found.
 *
 * @param utterances sorted by path and beginning, or in the order in which they are stored
 * @param shards how these are divided
 * @param tooShort number of further utterances, left out because they are too short
 * @param bad why each further recording cannot be used, as far as its header tells
 */
public record FoundUtterances(List<Utterance> utterances, Shards shards, int tooShort, List<BadSampleException> bad) {

    public FoundUtterances {
        utterances = List.copyOf(utterances);
        bad = List.copyOf(bad);
    }
}
