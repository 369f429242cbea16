package io.github.data2vec4j.train;

import io.github.data2vec4j.data2vec.StepReport;

/**
 * An update and what it took.
 *
 * @param report what the update did
 * @param samples that it saw
 * @param waitNanos time until the samples were there
 * @param totalNanos time of the whole update, the wait included
 */
public record TimedStep(StepReport report, int samples, long waitNanos, long totalNanos) {}
