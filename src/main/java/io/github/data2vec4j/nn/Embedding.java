package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Functional;
import io.github.data2vec4j.torch.Tensor;

/** A table of vectors, looked up by number. */
public final class Embedding {

    private final Parameter weight;
    private final long paddingIndex;

    /**
     * Declares the table.
     *
     * @param paddingIndex the row that gets no gradient, -1 for none
     */
    public Embedding(Parameters at, int count, int width, long paddingIndex, Init weights) {
        this.weight = at.parameter("weight", weights, count, width);
        this.paddingIndex = paddingIndex;
    }

    /**
     * Looks up vectors.
     *
     * @param numbers int64 [...]
     * @return [..., channel]
     */
    public Tensor apply(Tensor numbers) {
        return Functional.embedding(weight.value(), numbers, paddingIndex);
    }

    /** One row of the table, [channel]. */
    public Tensor row(long number) {
        return weight.value().select(0, number);
    }
}
