package io.github.data2vec4j.audio;

import java.util.List;

/**
 * Utterances of similar length that are trained on together.
 *
 * @param utterances their numbers in the list that was planned for
 * @param shortestSamples of the shortest, at most the crop: the length to which pretraining crops all of them
 * @param longestSamples of the longest, at most the crop: the length to which fine-tuning pads all of them
 */
public record UtteranceBatch(List<Integer> utterances, int shortestSamples, int longestSamples) {

    public UtteranceBatch {
        utterances = List.copyOf(utterances);
    }
}
