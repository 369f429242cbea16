package io.github.data2vec4j.cli;

/** What a probe asks. */
enum ProbeLabels {
    /** Which folder an example lies in. */
    FOLDER,
    /** Which words are said in an utterance. */
    WORDS
}
