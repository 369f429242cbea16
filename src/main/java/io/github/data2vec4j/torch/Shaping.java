package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import io.github.data2vec4j.bindings.d2v_torch;

/** Operators that arrange the same elements anew. Views share the memory of the tensor they look at. */
sealed interface Shaping permits Tensor {

    /** The same elements in another shape; one size may be -1. A view where possible. */
    default Tensor reshape(long... shape) {
        var gate = Gate.current();
        return gate.result(
                "reshape", d2v_reshape(self().handle(), gate.longs(shape), shape.length, gate.out()), self());
    }

    /** View with two dimensions swapped. */
    default Tensor transpose(int dim0, int dim1) {
        var gate = Gate.current();
        return gate.result("transpose", d2v_transpose(self().handle(), dim0, dim1, gate.out()), self());
    }

    /** View with the dimensions in the given order. */
    default Tensor permute(long... dims) {
        var gate = Gate.current();
        return gate.result("permute", d2v_permute(self().handle(), gate.longs(dims), dims.length, gate.out()), self());
    }

    /** View with a dimension of size 1 put in before {@code dim}. */
    default Tensor unsqueeze(int dim) {
        var gate = Gate.current();
        return gate.result("unsqueeze", d2v_unsqueeze(self().handle(), dim, gate.out()), self());
    }

    /** View without dimension {@code dim}, if that has size 1. */
    default Tensor squeeze(int dim) {
        var gate = Gate.current();
        return gate.result("squeeze", d2v_squeeze(self().handle(), dim, gate.out()), self());
    }

    /** View with dimensions of size 1 repeated to the given sizes; -1 keeps a size. */
    default Tensor expand(long... shape) {
        var gate = Gate.current();
        return gate.result("expand", d2v_expand(self().handle(), gate.longs(shape), shape.length, gate.out()), self());
    }

    /** View of {@code length} elements from {@code start} along {@code dim}. */
    default Tensor narrow(int dim, long start, long length) {
        var gate = Gate.current();
        return gate.result("narrow", d2v_narrow(self().handle(), dim, start, length, gate.out()), self());
    }

    /** View of every {@code step}-th element from {@code start} to before {@code end} along {@code dim}. */
    default Tensor slice(int dim, long start, long end, long step) {
        var gate = Gate.current();
        return gate.result("slice", d2v_slice(self().handle(), dim, start, end, step, gate.out()), self());
    }

    /** View of the element {@code index} along {@code dim}, without that dimension. */
    default Tensor select(int dim, long index) {
        var gate = Gate.current();
        return gate.result("select", d2v_select(self().handle(), dim, index, gate.out()), self());
    }

    /** View of the storage with the given sizes, strides and offset, all in elements. */
    default Tensor asStrided(long[] shape, long[] strides, long offset) {
        if (shape.length != strides.length) {
            throw new IllegalArgumentException(shape.length + " sizes with " + strides.length + " strides");
        }
        var gate = Gate.current();
        int status = d2v_as_strided(
                self().handle(), gate.longs(shape), gate.moreLongs(strides), shape.length, offset, gate.out());
        return gate.result("as_strided", status, self());
    }

    /** View of windows of {@code size} along {@code dim}, one every {@code step}; windows are the last dimension. */
    default Tensor unfold(int dim, long size, long step) {
        var gate = Gate.current();
        return gate.result("unfold", d2v_unfold(self().handle(), dim, size, step, gate.out()), self());
    }

    /** Constant padding, in pairs (before, after) from the last dimension backwards. */
    default Tensor pad(double value, long... padding) {
        var gate = Gate.current();
        int status = d2v_pad(self().handle(), gate.longs(padding), padding.length, value, gate.out());
        return gate.result("pad", status, self());
    }

    /** Elements in reverse order along the given dimensions. */
    default Tensor flip(long... dims) {
        var gate = Gate.current();
        return gate.result("flip", d2v_flip(self().handle(), gate.longs(dims), dims.length, gate.out()), self());
    }

    /** Elements shifted along {@code dim}; those that leave at one end come in at the other. */
    default Tensor roll(long shift, int dim) {
        var gate = Gate.current();
        return gate.result("roll", d2v_roll(self().handle(), shift, dim, gate.out()), self());
    }

    /** Each element along {@code dim} repeated: [a, b] with 2 repeats is [a, a, b, b]. */
    default Tensor repeatInterleave(long repeats, int dim) {
        var gate = Gate.current();
        return gate.result(
                "repeat_interleave", d2v_repeat_interleave(self().handle(), repeats, dim, gate.out()), self());
    }

    /** The elements in row-major order; this tensor's own memory if they are so already. */
    default Tensor contiguous() {
        return Gate.unary("contiguous", d2v_torch::d2v_contiguous, self());
    }

    /** A copy in memory of its own; gradients flow through it. */
    default Tensor copy() {
        return Gate.unary("clone", d2v_torch::d2v_clone, self());
    }

    /** A second owner of the same tensor, with a life of its own. */
    default Tensor alias() {
        return Gate.unary("alias", d2v_torch::d2v_alias, self());
    }

    /** The elements converted; the same memory if they have that dtype already. */
    default Tensor to(DType dtype) {
        var gate = Gate.current();
        return gate.result("to", d2v_to_dtype(self().handle(), dtype.number, gate.out()), self());
    }

    /** The elements on another device; the same memory if they are there already. */
    default Tensor to(Device device) {
        var gate = Gate.current();
        int status = d2v_to_device(self().handle(), device.kind().number, device.index(), gate.out());
        return gate.result("to", status, self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
