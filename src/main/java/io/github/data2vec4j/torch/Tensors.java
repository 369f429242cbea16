package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** How tensors come to be. All belong to the innermost open scope of the calling thread. */
public final class Tensors {

    private Tensors() {}

    /** A host tensor with arbitrary content. */
    public static Tensor empty(DType dtype, long... shape) {
        return empty(dtype, Device.CPU, shape);
    }

    /** A tensor with arbitrary content. */
    public static Tensor empty(DType dtype, Device device, long... shape) {
        var gate = Gate.current();
        int status = d2v_empty(
                gate.longs(shape), shape.length, dtype.number, device.kind().number, device.index(), gate.out());
        return created("empty", status, dtype, shape);
    }

    /** A host tensor of zeros. */
    public static Tensor zeros(DType dtype, long... shape) {
        return full(0, dtype, shape);
    }

    /** A host tensor of ones. */
    public static Tensor ones(DType dtype, long... shape) {
        return full(1, dtype, shape);
    }

    /** A host tensor with {@code value} everywhere. */
    public static Tensor full(double value, DType dtype, long... shape) {
        return full(value, dtype, Device.CPU, shape);
    }

    /** A tensor with {@code value} everywhere. */
    public static Tensor full(double value, DType dtype, Device device, long... shape) {
        var gate = Gate.current();
        int status = d2v_full(
                gate.longs(shape), shape.length, value, dtype.number, device.kind().number, device.index(), gate.out());
        return created("full", status, dtype, shape);
    }

    /** A host tensor without dimensions. */
    public static Tensor scalar(double value, DType dtype) {
        return full(value, dtype);
    }

    /** A float32 host tensor with a copy of {@code values} in row-major order. */
    public static Tensor of(float[] values, long... shape) {
        return copyOf(MemorySegment.ofArray(values), DType.FLOAT32, shape);
    }

    /** A float64 host tensor with a copy of {@code values} in row-major order. */
    public static Tensor of(double[] values, long... shape) {
        return copyOf(MemorySegment.ofArray(values), DType.FLOAT64, shape);
    }

    /** An int64 host tensor with a copy of {@code values} in row-major order. */
    public static Tensor of(long[] values, long... shape) {
        return copyOf(MemorySegment.ofArray(values), DType.INT64, shape);
    }

    /** A bool host tensor with a copy of {@code values} in row-major order. */
    public static Tensor of(boolean[] values, long... shape) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return copyOf(MemorySegment.ofArray(bytes), DType.BOOL, shape);
    }

    /** A host tensor with a copy of the elements in {@code memory}, in row-major order. */
    public static Tensor copyOf(MemorySegment memory, DType dtype, long... shape) {
        requireBytes(memory, dtype, shape);
        var made = empty(dtype, shape);
        made.segment().copyFrom(memory);
        return made;
    }

    /**
     * A host tensor over {@code memory} itself, without a copy. The memory must be native, hold exactly the elements in
     * row-major order, and stay allocated until {@code released} is called: once, when libtorch, autograd graphs
     * included, needs it no longer, on whatever thread that happens. Where this throws, the memory stays the caller's,
     * and {@code released} is never called.
     *
     * @throws IllegalArgumentException if the segment is on the Java heap, read-only or of another size
     * @throws IllegalStateException if no scope is open
     * @throws TorchException if libtorch refuses the shape, or has not enough memory
     */
    public static Tensor over(MemorySegment memory, DType dtype, Runnable released, long... shape) {
        requireBytes(memory, dtype, shape);
        if (!memory.isNative() || memory.isReadOnly()) {
            throw new IllegalArgumentException("a tensor without a copy needs native memory that can be written to");
        }
        var gate = Gate.current();
        var out = gate.out();
        var loan = MemoryLoan.of(memory, released);
        try {
            int status = d2v_from_blob(
                    memory, gate.longs(shape), shape.length, dtype.number, MemoryLoan.RETURN, loan.ticket(), out);
            var tensor = created("from_blob", status, dtype, shape);
            loan.begin();
            return tensor;
        } catch (RuntimeException | Error e) {
            loan.cancel();
            throw e;
        }
    }

    /** Whole numbers 0 to count - 1 in random order, int64 [count]. */
    public static Tensor randperm(long count) {
        var gate = Gate.current();
        return created("randperm", d2v_randperm(count, gate.out()), DType.INT64, count);
    }

    /** Tensors joined along an existing dimension. */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        var gate = Gate.current();
        var all = tensors.toArray(Tensor[]::new);
        int status = d2v_cat(gate.handles(all), all.length, dim, gate.out());
        gate.check("cat", status, all);
        return gate.result("cat", status, null, null, null);
    }

    /** Tensors of one shape joined along a new dimension. */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        var gate = Gate.current();
        var all = tensors.toArray(Tensor[]::new);
        int status = d2v_stack(gate.handles(all), all.length, dim, gate.out());
        gate.check("stack", status, all);
        return gate.result("stack", status, null, null, null);
    }

    private static Tensor created(String operator, int status, DType dtype, long... shape) {
        if (status != D2V_OK()) {
            throw Gate.failure(operator, status, dtype, shape);
        }
        return Gate.current().result(operator, status, null, null, null);
    }

    private static void requireBytes(MemorySegment memory, DType dtype, long... shape) {
        long bytes = dtype.byteSize();
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        if (memory.byteSize() != bytes) {
            throw new IllegalArgumentException("a tensor " + dtype + Arrays.toString(shape) + " needs " + bytes
                    + " bytes, and the memory has " + memory.byteSize());
        }
    }
}
