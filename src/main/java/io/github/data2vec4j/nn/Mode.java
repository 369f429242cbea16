package io.github.data2vec4j.nn;

/** How a network runs. */
public enum Mode {
    /** With dropout, stochastic depth and layer drop. */
    TRAIN,
    /** Without anything random. */
    EVALUATE
}
