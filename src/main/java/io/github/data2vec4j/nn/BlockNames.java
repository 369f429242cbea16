package io.github.data2vec4j.nn;

/**
 * What the parts of a transformer block are called in a checkpoint. Each modality's published models have names of
 * their own; using them makes a checkpoint of ours one that others read.
 */
public record BlockNames(
        String query,
        String key,
        String value,
        String attentionOutput,
        String attentionNorm,
        String feedForwardIn,
        String feedForwardOut,
        String feedForwardNorm,
        String attentionScale,
        String feedForwardScale) {}
