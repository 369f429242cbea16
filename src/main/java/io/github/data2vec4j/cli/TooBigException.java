package io.github.data2vec4j.cli;

/** What a run needs does not fit into memory; the message says what to lower. */
final class TooBigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooBigException(String message, Throwable cause) {
        super(message, cause);
    }
}
