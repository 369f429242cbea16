package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/**
 * A call of libtorch that failed. The message names the operator, the dtypes and shapes of its arguments, and gives
 * libtorch's own reason; the subclass says the kind of failure.
 */
public sealed class TorchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private TorchException(String message) {
        super(message);
    }

    /** Sizes that do not go together. */
    public static final class Shape extends TorchException {
        private static final long serialVersionUID = 1;

        private Shape(String message) {
            super(message);
        }
    }

    /** Element types that do not go together, or that the operator does not take. */
    public static final class Dtype extends TorchException {
        private static final long serialVersionUID = 1;

        private Dtype(String message) {
            super(message);
        }
    }

    /** A dimension, position or class that is out of range. */
    public static final class Index extends TorchException {
        private static final long serialVersionUID = 1;

        private Index(String message) {
            super(message);
        }
    }

    /** Not enough memory on the device. */
    public static final class OutOfMemory extends TorchException {
        private static final long serialVersionUID = 1;

        private OutOfMemory(String message) {
            super(message);
        }
    }

    /** An operator that this libtorch cannot compute for these arguments. */
    public static final class NotImplemented extends TorchException {
        private static final long serialVersionUID = 1;

        private NotImplemented(String message) {
            super(message);
        }
    }

    static TorchException of(int status, String message) {
        if (status == D2V_ERROR_SHAPE()) {
            return new Shape(message);
        }
        if (status == D2V_ERROR_DTYPE()) {
            return new Dtype(message);
        }
        if (status == D2V_ERROR_INDEX()) {
            return new Index(message);
        }
        if (status == D2V_ERROR_OUT_OF_MEMORY()) {
            return new OutOfMemory(message);
        }
        if (status == D2V_ERROR_NOT_IMPLEMENTED()) {
            return new NotImplemented(message);
        }
        return new TorchException(message);
    }
}
