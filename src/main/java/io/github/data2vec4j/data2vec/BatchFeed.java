package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.data.Batch;

/** Gives the batches of an update, one after the other. */
@FunctionalInterface
public interface BatchFeed {

    /** The next batch, which the receiver closes. @throws InterruptedException if the thread is interrupted */
    Batch next() throws InterruptedException;

    /** Is told the loss of the batch that was given last, summed over its masked positions. */
    default void learnt(double loss) {}
}
