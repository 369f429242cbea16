package io.github.data2vec4j.data2vec;

/**
 * Looks into updates, on the thread that trains. Tensors that it is shown belong to the update: it keeps none and
 * changes none.
 */
public interface StepObserver {

    /** Whether layers are to be measured in this update, which costs a little. */
    boolean wantsDeviations(long step);

    /** A batch as student and teacher will see it. */
    void onViews(long step, Views views);

    /** What was measured in an update, if it was wanted. */
    void onDeviations(long step, ChannelDeviations deviations);
}
