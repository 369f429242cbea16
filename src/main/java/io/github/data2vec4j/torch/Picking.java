package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import io.github.data2vec4j.bindings.d2v_torch;

/** Operators that pick elements by position or by a mask. */
sealed interface Picking permits Tensor {

    /** The slices of {@code dim} at the positions in {@code index}, int64 [count]. */
    default Tensor indexSelect(int dim, Tensor index) {
        var gate = Gate.current();
        int status = d2v_index_select(self().handle(), dim, index.handle(), gate.out());
        return gate.result("index_select", status, self(), index, null);
    }

    /** Along {@code dim}, the element that {@code index} (int64) names at each of its places. */
    default Tensor gather(int dim, Tensor index) {
        var gate = Gate.current();
        return gate.result("gather", d2v_gather(self().handle(), dim, index.handle(), gate.out()), self(), index, null);
    }

    /** A copy with {@code source} written at the positions that {@code index} names along {@code dim}. */
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        var gate = Gate.current();
        int status = d2v_scatter(self().handle(), dim, index.handle(), source.handle(), gate.out());
        return gate.result("scatter", status, self(), index, source);
    }

    /** The elements where {@code mask} (bool, broadcast) is true, in one dimension. */
    default Tensor maskedSelect(Tensor mask) {
        return Gate.binary("masked_select", d2v_torch::d2v_masked_select, self(), mask);
    }

    /** A copy with {@code value} where {@code mask} (bool, broadcast) is true. */
    default Tensor maskedFill(Tensor mask, double value) {
        var gate = Gate.current();
        int status = d2v_masked_fill(self().handle(), mask.handle(), value, gate.out());
        return gate.result("masked_fill", status, self(), mask, null);
    }

    /** For a bool tensor: {@code chosen} where it is true, {@code otherwise} where it is false; all broadcast. */
    default Tensor where(Tensor chosen, Tensor otherwise) {
        var gate = Gate.current();
        int status = d2v_where(self().handle(), chosen.handle(), otherwise.handle(), gate.out());
        return gate.result("where", status, self(), chosen, otherwise);
    }

    /** Positions of the elements that are not zero, int64 [count, dim]. */
    default Tensor nonzero() {
        return Gate.unary("nonzero", d2v_torch::d2v_nonzero, self());
    }

    /** For class numbers (int64): 1 at each one's class and 0 elsewhere, int64 [..., classes]. */
    default Tensor oneHot(long classes) {
        var gate = Gate.current();
        return gate.result("one_hot", d2v_one_hot(self().handle(), classes, gate.out()), self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
