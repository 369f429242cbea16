package io.github.data2vec4j.data;

/**
 * In none of a batch's samples anything is masked, so there is nothing to predict: the masking is too sparse for them.
 */
public final class NothingMaskedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public NothingMaskedException(String message) {
        super(message);
    }

    /** The same, thrown again by another thread. */
    NothingMaskedException(NothingMaskedException first) {
        super(first.getMessage(), first);
    }
}
