package io.github.data2vec4j.audio;

/** Is told how far the search for utterances is; called by the thread that searches. */
@FunctionalInterface
public interface SearchProgress {

    /** Tells nobody. */
    SearchProgress NONE = (done, all) -> {};

    /** So many of all recordings have been looked at; of each there may be several utterances. */
    void at(int done, int all);
}
