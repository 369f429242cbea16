package io.github.data2vec4j.data;

/** Is told how far the search for samples is; called by the thread that searches. */
@FunctionalInterface
public interface SearchProgress {

    /** Tells nobody. */
    SearchProgress NONE = (what, done, all) -> {};

    /**
     * So many of all have been looked at.
     *
     * @param what these are, in the plural, such as {@code shards}; one kind comes after the other
     */
    void at(String what, int done, int all);

    /** Something about the corpus that its owner may not expect, in one sentence. */
    default void note(String sentence) {}
}
