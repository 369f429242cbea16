package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import io.github.data2vec4j.bindings.d2v_torch;

/** Operators that compute element by element; two tensors are broadcast against each other. */
sealed interface Arithmetic permits Tensor {

    default Tensor add(Tensor other) {
        return Gate.binary("add", d2v_torch::d2v_add, self(), other);
    }

    default Tensor sub(Tensor other) {
        return Gate.binary("sub", d2v_torch::d2v_sub, self(), other);
    }

    default Tensor mul(Tensor other) {
        return Gate.binary("mul", d2v_torch::d2v_mul, self(), other);
    }

    default Tensor div(Tensor other) {
        return Gate.binary("div", d2v_torch::d2v_div, self(), other);
    }

    default Tensor pow(Tensor exponent) {
        return Gate.binary("pow", d2v_torch::d2v_pow, self(), exponent);
    }

    default Tensor minimum(Tensor other) {
        return Gate.binary("minimum", d2v_torch::d2v_minimum, self(), other);
    }

    default Tensor maximum(Tensor other) {
        return Gate.binary("maximum", d2v_torch::d2v_maximum, self(), other);
    }

    default Tensor add(double value) {
        var gate = Gate.current();
        return gate.result("add", d2v_add_scalar(self().handle(), value, gate.out()), self());
    }

    default Tensor sub(double value) {
        return add(-value);
    }

    default Tensor mul(double value) {
        var gate = Gate.current();
        return gate.result("mul", d2v_mul_scalar(self().handle(), value, gate.out()), self());
    }

    default Tensor div(double value) {
        var gate = Gate.current();
        return gate.result("div", d2v_div_scalar(self().handle(), value, gate.out()), self());
    }

    default Tensor pow(double exponent) {
        var gate = Gate.current();
        return gate.result("pow", d2v_pow_scalar(self().handle(), exponent, gate.out()), self());
    }

    /** Values below {@code min} become {@code min}, values above {@code max} become {@code max}. */
    default Tensor clamp(double min, double max) {
        var gate = Gate.current();
        return gate.result("clamp", d2v_clamp(self().handle(), min, max, gate.out()), self());
    }

    /** {@code this + weight * (end - this)} */
    default Tensor lerp(Tensor end, Tensor weight) {
        var gate = Gate.current();
        int status = d2v_lerp(self().handle(), end.handle(), weight.handle(), gate.out());
        return gate.result("lerp", status, self(), end, weight);
    }

    default Tensor neg() {
        return Gate.unary("neg", d2v_torch::d2v_neg, self());
    }

    default Tensor abs() {
        return Gate.unary("abs", d2v_torch::d2v_abs, self());
    }

    default Tensor sign() {
        return Gate.unary("sign", d2v_torch::d2v_sign, self());
    }

    default Tensor square() {
        return Gate.unary("square", d2v_torch::d2v_square, self());
    }

    default Tensor sqrt() {
        return Gate.unary("sqrt", d2v_torch::d2v_sqrt, self());
    }

    /** {@code 1 / sqrt(x)} */
    default Tensor rsqrt() {
        return Gate.unary("rsqrt", d2v_torch::d2v_rsqrt, self());
    }

    default Tensor reciprocal() {
        return Gate.unary("reciprocal", d2v_torch::d2v_reciprocal, self());
    }

    default Tensor exp() {
        return Gate.unary("exp", d2v_torch::d2v_exp, self());
    }

    default Tensor log() {
        return Gate.unary("log", d2v_torch::d2v_log, self());
    }

    default Tensor sin() {
        return Gate.unary("sin", d2v_torch::d2v_sin, self());
    }

    default Tensor cos() {
        return Gate.unary("cos", d2v_torch::d2v_cos, self());
    }

    default Tensor tanh() {
        return Gate.unary("tanh", d2v_torch::d2v_tanh, self());
    }

    default Tensor sigmoid() {
        return Gate.unary("sigmoid", d2v_torch::d2v_sigmoid, self());
    }

    default Tensor erf() {
        return Gate.unary("erf", d2v_torch::d2v_erf, self());
    }

    default Tensor erfinv() {
        return Gate.unary("erfinv", d2v_torch::d2v_erfinv, self());
    }

    default Tensor floor() {
        return Gate.unary("floor", d2v_torch::d2v_floor, self());
    }

    /** To the nearest whole number, halves to the even one. */
    default Tensor round() {
        return Gate.unary("round", d2v_torch::d2v_round, self());
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
