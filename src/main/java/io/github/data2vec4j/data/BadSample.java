package io.github.data2vec4j.data;

/**
 * A sample that was left out.
 *
 * @param name of its file, or of its place in one
 * @param reason why it cannot be read
 */
public record BadSample(String name, String reason) {}
