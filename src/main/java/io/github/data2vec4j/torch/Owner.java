package io.github.data2vec4j.torch;

import org.jspecify.annotations.Nullable;

/** Who releases a tensor's handle. */
sealed interface Owner permits Scope, KeptTensor, Owner.Closed {

    /** Lets go of a tensor without releasing its handle. */
    void forget(Tensor tensor);

    /**
     * The tensor was released.
     *
     * @param where the stack of the release, if {@code data2vec4j.debug} is set
     */
    record Closed(@Nullable Throwable where) implements Owner {

        private static final boolean DEBUG = Boolean.getBoolean("data2vec4j.debug");
        private static final Closed SOMEWHERE = new Closed(null);

        static Closed here() {
            return DEBUG ? new Closed(new Throwable("the tensor was closed here")) : SOMEWHERE;
        }

        @Override
        public void forget(Tensor tensor) {
            throw exception();
        }

        IllegalStateException exception() {
            var hint = DEBUG ? "" : " (run with -Ddata2vec4j.debug=true to see where)";
            return new IllegalStateException(
                    "the tensor is closed: its scope ended, or close() was called" + hint, where);
        }
    }
}
