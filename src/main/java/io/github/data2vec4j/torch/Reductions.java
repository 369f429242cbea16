package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import io.github.data2vec4j.bindings.d2v_torch;
import java.lang.foreign.MemorySegment;

/**
 * Operators that make one number of many. Without dimensions they reduce over all; the reduced dimensions go, except in
 * the variants named {@code ...Keeping}, which leave them behind with size 1.
 */
sealed interface Reductions permits Tensor {

    default Tensor sum(long... dims) {
        return reduce("sum", d2v_torch::d2v_sum, 0, dims);
    }

    default Tensor sumKeeping(long... dims) {
        return reduce("sum", d2v_torch::d2v_sum, 1, dims);
    }

    default Tensor mean(long... dims) {
        return reduce("mean", d2v_torch::d2v_mean, 0, dims);
    }

    default Tensor meanKeeping(long... dims) {
        return reduce("mean", d2v_torch::d2v_mean, 1, dims);
    }

    /** Largest elements. */
    default Tensor amax(long... dims) {
        return reduce("amax", d2v_torch::d2v_amax, 0, dims);
    }

    /** Smallest elements. */
    default Tensor amin(long... dims) {
        return reduce("amin", d2v_torch::d2v_amin, 0, dims);
    }

    default Tensor logsumexp(long... dims) {
        return reduce("logsumexp", d2v_torch::d2v_logsumexp, 0, dims);
    }

    /** Square root of the sum of squares. */
    default Tensor norm(long... dims) {
        return reduce("norm", d2v_torch::d2v_norm, 0, dims);
    }

    default Tensor normKeeping(long... dims) {
        return reduce("norm", d2v_torch::d2v_norm, 1, dims);
    }

    /** Variance of a sample: the sum of squared deviations over n - 1. */
    default Tensor var(long... dims) {
        return reduce("var", (t, d, n, keep, out) -> d2v_var(t, d, n, 1, keep, out), 0, dims);
    }

    /** Variance of a whole population, over n, with the reduced dimensions kept. */
    default Tensor populationVarKeeping(long... dims) {
        return reduce("var", (t, d, n, keep, out) -> d2v_var(t, d, n, 0, keep, out), 1, dims);
    }

    /** Standard deviation of a sample, over n - 1. */
    default Tensor std(long... dims) {
        return reduce("std", (t, d, n, keep, out) -> d2v_std(t, d, n, 1, keep, out), 0, dims);
    }

    /** Position of the largest element along {@code dim}, int64. */
    default Tensor argmax(int dim) {
        var gate = Gate.current();
        return gate.result("argmax", d2v_argmax(self().handle(), dim, 0, gate.out()), self());
    }

    /** Running sum along {@code dim}. */
    default Tensor cumsum(int dim) {
        var gate = Gate.current();
        return gate.result("cumsum", d2v_cumsum(self().handle(), dim, gate.out()), self());
    }

    /** All elements along {@code dim}, smallest first. */
    default Ranked sort(int dim) {
        var gate = Gate.current();
        int status = d2v_sort(self().handle(), dim, 0, gate.out(), gate.secondOut());
        return new Ranked(gate.result("sort", status, self()), gate.secondResult());
    }

    /** The {@code count} largest elements along {@code dim}, largest first. */
    default Ranked topk(long count, int dim) {
        var gate = Gate.current();
        int status = d2v_topk(self().handle(), count, dim, gate.out(), gate.secondOut());
        return new Ranked(gate.result("topk", status, self()), gate.secondResult());
    }

    private Tensor reduce(String operator, Call call, int keep, long... dims) {
        var gate = Gate.current();
        int status = call.call(self().handle(), gate.longs(dims), dims.length, keep, gate.out());
        return gate.result(operator, status, self());
    }

    private Tensor self() {
        return (Tensor) this;
    }

    /** A native reduction. */
    @FunctionalInterface
    interface Call {
        int call(long input, MemorySegment dims, int count, int keep, MemorySegment out);
    }
}
