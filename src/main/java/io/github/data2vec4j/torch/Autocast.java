package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Automatic mixed precision on the calling thread, for one kind of device, until it is closed. */
public final class Autocast implements AutoCloseable {

    private static final ThreadLocal<Map<Device.Kind, DType>> CURRENT =
            ThreadLocal.withInitial(() -> new EnumMap<>(Device.Kind.class));

    private final Device.Kind kind;

    @Nullable
    private final DType before;

    private Autocast(Device.Kind kind, @Nullable DType before) {
        this.kind = kind;
        this.before = before;
    }

    /** Computes matrix products and the like in {@code dtype}: bfloat16, or float16 on CUDA. */
    public static Autocast to(DType dtype, Device.Kind kind) {
        var autocast = new Autocast(kind, CURRENT.get().get(kind));
        Gate.current().check("autocast", d2v_set_autocast(kind.number, 1, dtype.number));
        CURRENT.get().put(kind, dtype);
        return autocast;
    }

    /** Goes back to what held before. */
    @Override
    public void close() {
        if (before != null) {
            Gate.current().check("autocast", d2v_set_autocast(kind.number, 1, before.number));
            CURRENT.get().put(kind, before);
            return;
        }
        var left = CURRENT.get().remove(kind);
        if (left != null) {
            Gate.current().check("autocast", d2v_set_autocast(kind.number, 0, left.number));
        }
    }
}
