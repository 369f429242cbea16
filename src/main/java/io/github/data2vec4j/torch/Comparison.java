package io.github.data2vec4j.torch;

import io.github.data2vec4j.bindings.d2v_torch;

/** Operators whose result is a bool tensor. */
sealed interface Comparison permits Tensor {

    default Tensor eq(Tensor other) {
        return Gate.binary("eq", d2v_torch::d2v_eq, self(), other);
    }

    default Tensor ne(Tensor other) {
        return Gate.binary("ne", d2v_torch::d2v_ne, self(), other);
    }

    default Tensor lt(Tensor other) {
        return Gate.binary("lt", d2v_torch::d2v_lt, self(), other);
    }

    default Tensor le(Tensor other) {
        return Gate.binary("le", d2v_torch::d2v_le, self(), other);
    }

    default Tensor gt(Tensor other) {
        return Gate.binary("gt", d2v_torch::d2v_gt, self(), other);
    }

    default Tensor ge(Tensor other) {
        return Gate.binary("ge", d2v_torch::d2v_ge, self(), other);
    }

    default Tensor logicalAnd(Tensor other) {
        return Gate.binary("logical_and", d2v_torch::d2v_logical_and, self(), other);
    }

    default Tensor logicalOr(Tensor other) {
        return Gate.binary("logical_or", d2v_torch::d2v_logical_or, self(), other);
    }

    default Tensor logicalNot() {
        return Gate.unary("logical_not", d2v_torch::d2v_logical_not, self());
    }

    /** Where an element is neither infinite nor NaN. */
    default Tensor isfinite() {
        return Gate.unary("isfinite", d2v_torch::d2v_isfinite, self());
    }

    /** Whether every element of a bool tensor is true: {@code bool []}. */
    default Tensor all() {
        return Gate.unary("all", d2v_torch::d2v_all, self());
    }

    /** Whether any element of a bool tensor is true: {@code bool []}. */
    default Tensor any() {
        return Gate.unary("any", d2v_torch::d2v_any, self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
