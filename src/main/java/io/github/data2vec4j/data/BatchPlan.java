package io.github.data2vec4j.data;

import java.util.function.ToLongFunction;

/**
 * Which samples make up each batch of a run: a function of the run's seed and the batch's number alone, so that a run
 * that goes on at a batch sees what it would have seen. Safe for use by many threads.
 */
public interface BatchPlan {

    /**
     * What a batch holds.
     *
     * @param number from 1, over all epochs
     * @throws IllegalArgumentException if the number is below 1
     */
    PlannedBatch batch(long number);

    /**
     * Room that every batch finds enough.
     *
     * @param roomOfRow what a row of a shape takes, in any unit
     */
    long largestBatch(ToLongFunction<long[]> roomOfRow);

    /** About how many times the first so many batches go through all samples. */
    double epochs(long batches);
}
