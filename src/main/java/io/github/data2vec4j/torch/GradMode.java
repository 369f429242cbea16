package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * Whether operators of the calling thread record what a backward pass needs.
 *
 * <pre>{@code
 * try (var off = GradMode.off()) {
 *     targets = teacher.layers(seen);
 * }
 * }</pre>
 */
public final class GradMode implements AutoCloseable {

    private final boolean before;

    private GradMode(boolean before) {
        this.before = before;
    }

    /** Records nothing until this is closed. */
    public static GradMode off() {
        return switchTo(false);
    }

    /** Records again, inside a piece that is off, until this is closed. */
    public static GradMode on() {
        return switchTo(true);
    }

    /** Whether operators of this thread are recorded. */
    public static boolean isOn() {
        var gate = Gate.current();
        gate.check("is_grad_enabled", d2v_is_grad_enabled(gate.cells()));
        return gate.cells().get(JAVA_INT, 0) != 0;
    }

    private static GradMode switchTo(boolean enabled) {
        var mode = new GradMode(isOn());
        set(enabled);
        return mode;
    }

    private static void set(boolean enabled) {
        Gate.current().check("set_grad_enabled", d2v_set_grad_enabled(enabled ? 1 : 0));
    }

    /** Goes back to what held before. */
    @Override
    public void close() {
        set(before);
    }
}
