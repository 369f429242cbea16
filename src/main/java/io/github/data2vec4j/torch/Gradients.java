package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.data2vec4j.bindings.d2v_torch;
import org.jspecify.annotations.Nullable;

/** Automatic differentiation. */
sealed interface Gradients permits Tensor {

    /** Makes this leaf collect its gradient, or stop to; returns it. */
    default Tensor requiresGrad(boolean enabled) {
        Gate.current()
                .check("requires_grad", d2v_set_requires_grad(self().handle(), enabled ? 1 : 0), self(), null, null);
        return self();
    }

    /** Adds the gradient of this single number to that of every leaf it was computed from, and frees the graph. */
    default void backward() {
        Gate.current().check("backward", d2v_backward(self().handle(), 0, 0), self(), null, null);
    }

    /** Like {@link #backward()}, from a gradient of this tensor's shape. */
    default void backward(Tensor gradient) {
        Gate.current().check("backward", d2v_backward(self().handle(), gradient.handle(), 0), self(), gradient, null);
    }

    /** The gradient collected so far, or null. It shares its memory with later backward passes. */
    @Nullable
    default Tensor grad() {
        var gate = Gate.current();
        var out = gate.out();
        gate.check("grad", d2v_grad(self().handle(), out), self(), null, null);
        long handle = out.get(JAVA_LONG, 0);
        return handle == 0 ? null : gate.innermost().adopt(handle);
    }

    /** Makes {@code gradient} (of this shape; null for none) the place where this leaf's gradient is collected. */
    default void grad(@Nullable Tensor gradient) {
        long handle = gradient == null ? 0 : gradient.handle();
        Gate.current().check("grad", d2v_set_grad(self().handle(), handle), self(), gradient, null);
    }

    /** The same memory, cut off from the graph. */
    default Tensor detach() {
        return Gate.unary("detach", d2v_torch::d2v_detach, self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
