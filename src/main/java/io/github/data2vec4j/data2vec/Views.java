package io.github.data2vec4j.data2vec;

import org.jspecify.annotations.Nullable;

/**
 * A batch as student and teacher see it.
 *
 * @param student what the student reads; some of it may be hidden already, as masked tokens are
 * @param teacher what the teacher reads, or null where it shares the student's embedding and goes on from there
 * @param mask at which positions the student predicts
 */
public record Views(Input student, @Nullable Input teacher, Mask mask) {}
