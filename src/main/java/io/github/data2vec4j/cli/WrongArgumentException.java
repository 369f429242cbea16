package io.github.data2vec4j.cli;

/** Arguments that do not go together; the message says which. */
final class WrongArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongArgumentException(String message) {
        super(message);
    }
}
