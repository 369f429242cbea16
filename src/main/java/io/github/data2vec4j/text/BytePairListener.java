package io.github.data2vec4j.text;

/** Is told how far {@link BytePairTrainer} is, on its thread. */
public interface BytePairListener {

    /** One more file has been read. */
    default void onFile(int read, int total) {}

    /** All files have been read, and so many rare words were left out, since there were too many to keep all. */
    default void onRareWords(long leftOut) {}

    /** One more pair is merged; the first call is for none yet. There may be fewer than wanted in the end. */
    default void onMerge(int learned, int wanted) {}
}
