package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/** Operators that change the tensor itself, and return it. */
sealed interface InPlace permits Tensor {

    /** Writes {@code source}, broadcast and converted, into this tensor. */
    default Tensor copy_(Tensor source) {
        return done("copy_", d2v_copy_(self().handle(), source.handle()), source);
    }

    default Tensor zero_() {
        return done("zero_", d2v_zero_(self().handle()));
    }

    default Tensor fill_(double value) {
        return done("fill_", d2v_fill_(self().handle(), value));
    }

    default Tensor mul_(Tensor other) {
        return done("mul_", d2v_mul_(self().handle(), other.handle()), other);
    }

    default Tensor mul_(double value) {
        return done("mul_", d2v_mul_scalar_(self().handle(), value));
    }

    /** Writes {@code value} where {@code mask} (bool, broadcast) is true. */
    default Tensor maskedFill_(Tensor mask, double value) {
        return done("masked_fill_", d2v_masked_fill_(self().handle(), mask.handle(), value), mask);
    }

    /** Moves this tensor towards {@code end} by the share {@code weight}: the update of an EMA. */
    default Tensor lerp_(Tensor end, double weight) {
        return done("lerp_", d2v_lerp_(self().handle(), end.handle(), weight), end);
    }

    /** Writes the slices of {@code source} at the positions in {@code index} (int64) along {@code dim}. */
    default Tensor indexCopy_(int dim, Tensor index, Tensor source) {
        int status = d2v_index_copy_(self().handle(), dim, index.handle(), source.handle());
        Gate.current().check("index_copy_", status, self(), index, source);
        return self();
    }

    /** Fills with numbers drawn evenly from {@code from} to {@code to}. */
    default Tensor uniform_(double from, double to) {
        return done("uniform_", d2v_uniform_(self().handle(), from, to));
    }

    /** Fills with numbers drawn from a normal distribution. */
    default Tensor normal_(double mean, double deviation) {
        return done("normal_", d2v_normal_(self().handle(), mean, deviation));
    }

    /** Fills with 1 with the given probability, else 0. */
    default Tensor bernoulli_(double probability) {
        return done("bernoulli_", d2v_bernoulli_(self().handle(), probability));
    }

    private Tensor done(String operator, int status) {
        Gate.current().check(operator, status, self(), null, null);
        return self();
    }

    private Tensor done(String operator, int status, Tensor other) {
        Gate.current().check(operator, status, self(), other, null);
        return self();
    }

    private Tensor self() {
        return (Tensor) this;
    }
}
