package io.github.data2vec4j.torch;

/**
 * Elements in order.
 *
 * @param values the elements
 * @param indices where each came from, int64
 */
public record Ranked(Tensor values, Tensor indices) {}
