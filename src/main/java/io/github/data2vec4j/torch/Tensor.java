package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of libtorch: a shape, a dtype, and elements in native memory.
 *
 * <p>Operators have PyTorch's names and meaning. Each returns a new tensor, which belongs to the innermost open
 * {@link Scope} of the calling thread; those whose name ends in an underscore change the tensor in place. Reading a
 * tensor from several threads is safe; changing one is for a single thread at a time.
 *
 * <p>Everything throws {@link TorchException} when libtorch refuses, and {@link IllegalStateException} when the tensor
 * is closed.
 */
public final class Tensor
        implements AutoCloseable, Arithmetic, Comparison, Shaping, Picking, Reductions, InPlace, Gradients {

    private Owner owner = Owner.Closed.here();
    private long handle;
    private int slot;

    private long @Nullable [] sizes;

    // Lifetime of the segments over the data: theirs must not outlast the memory.
    @Nullable
    private Arena arena;

    Tensor(long handle) {
        this.handle = handle;
    }

    // ---------------------------------------------------------------------------------------------- ownership

    /** The native handle, for one call. @throws IllegalStateException if the tensor is closed */
    long handle() {
        if (handle == 0) {
            throw ((Owner.Closed) owner).exception();
        }
        return handle;
    }

    void ownedBy(Owner newOwner, int newSlot) {
        owner = newOwner;
        slot = newSlot;
    }

    int slot() {
        return slot;
    }

    /** Gives the handle away for release. */
    long surrender(Owner.Closed closed) {
        long released = handle;
        handle = 0;
        owner = closed;
        return released;
    }

    /**
     * Takes this tensor out of its scope: from now on it lives until {@link #close}. Its segments end.
     *
     * @return this
     */
    public Tensor keep() {
        handle();
        if (owner instanceof Scope scope) {
            scope.forget(this);
            endSegments();
            ownedBy(KeptTensor.of(this), 0);
        }
        return this;
    }

    /**
     * Gives this tensor to another scope of this thread, usually the one around the current one. Its segments end.
     *
     * @return this
     * @throws IllegalStateException if that scope is closed or belongs to another thread
     */
    public Tensor moveTo(Scope scope) {
        handle();
        scope.requireOpenHere();
        if (owner != scope) {
            owner.forget(this);
            endSegments();
            scope.add(this);
        }
        return this;
    }

    /** Releases this tensor before its scope ends. Closing again does nothing. */
    @Override
    public void close() {
        long released;
        synchronized (this) {
            if (handle == 0) {
                return;
            }
            owner.forget(this);
            endSegments();
            released = surrender(Owner.Closed.here());
        }
        var gate = Gate.current();
        gate.check("free", d2v_free(gate.longs(released), 1));
    }

    /** Whether this tensor was released. */
    public boolean isClosed() {
        return handle == 0;
    }

    // -------------------------------------------------------------------------------------------------- facts

    private MemorySegment facts(Gate gate) {
        var facts = gate.factsList();
        var strides = facts.asSlice(D2V_FACT_COUNT() * JAVA_LONG.byteSize());
        gate.check("describe", d2v_describe(handle(), facts, gate.sizesList(), strides), this);
        return facts;
    }

    private long fact(int index) {
        return facts(Gate.current()).getAtIndex(JAVA_LONG, index);
    }

    /** Sizes of all dimensions; the array is the caller's. */
    public long[] shape() {
        return sizes().clone();
    }

    private long[] sizes() {
        handle();
        var known = sizes;
        if (known == null) {
            var gate = Gate.current();
            int dim = (int) facts(gate).getAtIndex(JAVA_LONG, D2V_FACT_DIM());
            known = gate.sizesList().asSlice(0, dim * JAVA_LONG.byteSize()).toArray(JAVA_LONG);
            sizes = known;
        }
        return known;
    }

    /** Number of dimensions. */
    public int dim() {
        return sizes().length;
    }

    /** Size of one dimension; a negative one counts from the end. */
    public long size(int dim) {
        var all = sizes();
        int index = dim < 0 ? dim + all.length : dim;
        if (index < 0 || index >= all.length) {
            throw new IndexOutOfBoundsException("dimension " + dim + " of " + describe());
        }
        return all[index];
    }

    /** Number of elements. */
    public long numel() {
        long count = 1;
        for (long size : sizes()) {
            count *= size;
        }
        return count;
    }

    /** Type of the elements. */
    public DType dtype() {
        return DType.ofNumber(fact(D2V_FACT_DTYPE()));
    }

    /** Where the elements are. */
    public Device device() {
        var facts = facts(Gate.current());
        return Device.ofNumbers(
                facts.getAtIndex(JAVA_LONG, D2V_FACT_DEVICE_TYPE()),
                facts.getAtIndex(JAVA_LONG, D2V_FACT_DEVICE_INDEX()));
    }

    /** Whether the elements lie in row-major order without gaps. */
    public boolean isContiguous() {
        return fact(D2V_FACT_CONTIGUOUS()) != 0;
    }

    /** Whether a backward pass computes this tensor's gradient. */
    public boolean requiresGrad() {
        return fact(D2V_FACT_REQUIRES_GRAD()) != 0;
    }

    // ----------------------------------------------------------------------------------------------- contents

    /** The value of a tensor with one element. */
    public double item() {
        var gate = Gate.current();
        gate.check("item", d2v_item_double(handle(), gate.cells()), this);
        return gate.cells().get(JAVA_DOUBLE, 0);
    }

    /** The value of a tensor with one element, as a whole number. */
    public long itemAsLong() {
        var gate = Gate.current();
        gate.check("item", d2v_item_long(handle(), gate.cells()), this);
        return gate.cells().get(JAVA_LONG, 0);
    }

    /**
     * The elements where they are, without a copy: {@code numel * byteSize} bytes that can be read and written. The
     * segment ends with this tensor, or when the tensor changes its owner. That of a tensor in a scope is for the
     * scope's thread, that of a kept tensor for any.
     *
     * @throws IllegalStateException if the tensor is not contiguous or not in the host's memory
     */
    public MemorySegment segment() {
        if (!isContiguous() || device().kind() != Device.Kind.CPU) {
            throw new IllegalStateException(
                    describe() + " on " + device() + " has no contiguous host memory; use contiguous() or to(CPU)");
        }
        var gate = Gate.current();
        gate.check("data_ptr", d2v_data_pointer(handle(), gate.cells()), this);
        var pointer = gate.cells().get(ValueLayout.ADDRESS, 0);
        return pointer.reinterpret(numel() * dtype().byteSize(), arena(), null);
    }

    @SuppressWarnings("MustBeClosed") // endSegments closes it
    private synchronized Arena arena() {
        var current = arena;
        if (current == null) {
            // Kept tensors are what threads hand to each other.
            current = owner instanceof KeptTensor ? Arena.ofShared() : Arena.ofConfined();
            arena = current;
        }
        return current;
    }

    synchronized void endSegments() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    /** A copy of the elements in row-major order, converted to float. */
    public float[] toFloatArray() {
        return copyAs(DType.FLOAT32).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /** A copy of the elements in row-major order, converted to double. */
    public double[] toDoubleArray() {
        return copyAs(DType.FLOAT64).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    /** A copy of the elements in row-major order, converted to long. */
    public long[] toLongArray() {
        return copyAs(DType.INT64).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    private MemorySegment copyAs(DType dtype) {
        try (var scope = Scope.open()) {
            var plain = detach().to(Device.CPU).to(dtype).contiguous();
            return MemorySegment.ofArray(plain.segment().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** Dtype and shape, such as {@code float32[2, 3]}. */
    String describe() {
        return handle == 0 ? "closed" : dtype() + Arrays.toString(sizes());
    }

    /** Dtype, shape and elements; long dimensions are shortened. */
    @Override
    public String toString() {
        return handle == 0 ? "Tensor(closed)" : TensorText.of(this);
    }
}
