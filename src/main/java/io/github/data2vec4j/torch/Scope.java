package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Owner of the tensors that a piece of work makes. Operators give their results to the innermost open scope of the
 * calling thread; closing it releases all of them in one native call:
 *
 * <pre>{@code
 * try (var scope = Scope.open()) {
 *     var loss = model.loss(batch);
 *     loss.backward();
 * } // everything that was computed is freed here
 * }</pre>
 *
 * <p>{@link Tensor#keep} and {@link Tensor#moveTo} take a tensor out. A scope belongs to the thread that opened it and
 * is closed there, the innermost first.
 */
public final class Scope implements AutoCloseable, Owner {

    private static final @Nullable Tensor[] NO_SLOTS = new Tensor[0];

    private final Gate gate;

    @Nullable
    private final Scope outer;

    // Slots, with gaps where a tensor left early.
    private @Nullable Tensor[] tensors;
    private int used;
    private boolean open = true;

    private Scope(Gate gate) {
        this.gate = gate;
        this.outer = gate.scope();
        this.tensors = gate.takeSlots();
    }

    /** Opens a scope on the calling thread, inside the one that is innermost now. */
    public static Scope open() {
        var gate = Gate.current();
        var scope = new Scope(gate);
        gate.enter(scope);
        return scope;
    }

    /** The scope around this one, or null. */
    @Nullable
    public Scope outer() {
        return outer;
    }

    /** How many tensors this scope owns now. */
    public int size() {
        int count = 0;
        for (int i = 0; i < used; i++) {
            count += tensors[i] == null ? 0 : 1;
        }
        return count;
    }

    /**
     * Releases every tensor of this scope. Closing again does nothing.
     *
     * @throws IllegalStateException on another thread, or if a scope inside this one is still open
     */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        if (Gate.current() != gate) {
            throw new IllegalStateException("a scope is closed on the thread that opened it");
        }
        if (gate.scope() != this) {
            throw new IllegalStateException("a scope inside this one is still open; close the innermost first");
        }
        for (int i = 0; i < used; i++) {
            var tensor = tensors[i];
            if (tensor != null) {
                tensor.endSegments();
            }
        }
        open = false;
        gate.enter(outer);
        release();
    }

    private void release() {
        var closed = Closed.here();
        var handles = gate.room(used);
        for (int i = 0; i < used; i++) {
            var tensor = tensors[i];
            handles.setAtIndex(ValueLayout.JAVA_LONG, i, tensor == null ? 0 : tensor.surrender(closed));
            tensors[i] = null;
        }
        int count = used;
        used = 0;
        try {
            gate.check("free", d2v_free(handles, count));
        } finally {
            gate.giveBackSlots(tensors);
            tensors = NO_SLOTS;
        }
    }

    /** A new tensor of this scope that owns handle. */
    Tensor adopt(long handle) {
        var tensor = new Tensor(handle);
        add(tensor);
        return tensor;
    }

    /** @throws IllegalStateException if this scope cannot take a tensor now */
    void requireOpenHere() {
        if (!open) {
            throw new IllegalStateException("the scope is closed");
        }
        if (Gate.current() != gate) {
            throw new IllegalStateException("a scope takes tensors on the thread that opened it");
        }
    }

    void add(Tensor tensor) {
        if (used == tensors.length) {
            tensors = Arrays.copyOf(tensors, 2 * used);
        }
        tensors[used] = tensor;
        tensor.ownedBy(this, used);
        used++;
    }

    @Override
    public void forget(Tensor tensor) {
        if (Gate.current() != gate) {
            throw new IllegalStateException("a tensor leaves a scope on the thread that opened it");
        }
        tensors[tensor.slot()] = null;
    }
}
