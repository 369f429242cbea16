package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/** Automatic mixed precision on the calling thread, for one kind of device, until it is closed. */
public final class Autocast implements AutoCloseable {

    private final Device.Kind kind;
    private final DType dtype;

    private Autocast(Device.Kind kind, DType dtype) {
        this.kind = kind;
        this.dtype = dtype;
    }

    /** Computes matrix products and the like in {@code dtype}: bfloat16, or float16 on CUDA. */
    public static Autocast to(DType dtype, Device.Kind kind) {
        Gate.current().check("autocast", d2v_set_autocast(kind.number, 1, dtype.number));
        return new Autocast(kind, dtype);
    }

    @Override
    public void close() {
        Gate.current().check("autocast", d2v_set_autocast(kind.number, 0, dtype.number));
    }
}
