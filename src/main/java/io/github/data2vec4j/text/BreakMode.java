package io.github.data2vec4j.text;

/** Where a block of text may end. */
public enum BreakMode {
    /** After any line, and after the last line of a document in any case. */
    COMPLETE_DOC,
    /** Anywhere: a block is full before the next one begins, lines and documents notwithstanding. */
    NONE
}
