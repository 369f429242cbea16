package io.github.data2vec4j.data;

/** A sample does not fit into memory while it is decoded, such as a recording of hours; the message names it. */
public final class SampleMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param name of the sample */
    public SampleMemoryException(String name, OutOfMemoryError failure) {
        super("there is not enough memory to read " + name + ": " + failure.getMessage(), failure);
    }

    /** The same, thrown again by another thread. */
    SampleMemoryException(SampleMemoryException first) {
        super(first.getMessage(), first);
    }
}
