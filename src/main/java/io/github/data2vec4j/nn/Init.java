package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;

/** How a parameter starts. Random ones draw from libtorch's generator, which the store seeds for each parameter. */
@FunctionalInterface
public interface Init {

    /** Fills a contiguous tensor. */
    void fill(Tensor parameter);

    static Init zeros() {
        return Tensor::zero_;
    }

    static Init ones() {
        return constant(1);
    }

    static Init constant(double value) {
        return parameter -> parameter.fill_(value);
    }

    static Init normal(double deviation) {
        return parameter -> parameter.normal_(0, deviation);
    }

    static Init uniform(double bound) {
        return parameter -> parameter.uniform_(-bound, bound);
    }

    /** A normal distribution whose values beyond {@code bound} on either side are drawn again. */
    static Init truncatedNormal(double deviation, double bound) {
        // By the inverse of the distribution function: one draw for each value, none rejected.
        return parameter -> {
            double edge = erf(bound / deviation / Math.sqrt(2));
            parameter.uniform_(-edge, edge);
            parameter.copy_(parameter.erfinv().mul(deviation * Math.sqrt(2)).clamp(-bound, bound));
        };
    }

    /** Divided by {@code divisor} after it was drawn. */
    default Init dividedBy(double divisor) {
        return parameter -> {
            fill(parameter);
            parameter.mul_(1 / divisor);
        };
    }

    /** With one row of a table started otherwise. */
    default Init withRow(long row, Init start) {
        return table -> {
            fill(table);
            start.fill(table.select(0, row));
        };
    }

    private static double erf(double x) {
        try (var scope = Scope.open()) {
            return Tensors.scalar(x, DType.FLOAT64).erf().item();
        }
    }
}
