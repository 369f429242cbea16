package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One parameter of a model: a view into the flat buffer of its store, once that is allocated. */
public final class Parameter {

    private final String name;
    private final long[] shape;
    private final Init init;

    @Nullable
    private Tensor value;

    Parameter(String name, Init init, long[] shape) {
        this.name = name;
        this.init = init;
        this.shape = shape;
    }

    /** Full name, such as {@code encoder.layer.0.output.dense.weight}. */
    public String name() {
        return name;
    }

    /** Sizes of all dimensions; the array is the caller's. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long numel() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Number of dimensions. */
    public int dim() {
        return shape.length;
    }

    /**
     * The tensor, which belongs to the store.
     *
     * @throws IllegalStateException before the store is allocated
     */
    public Tensor value() {
        if (value == null) {
            throw new IllegalStateException("the parameters are not allocated yet: " + name);
        }
        return value;
    }

    Init init() {
        return init;
    }

    void bind(Tensor view) {
        value = view;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
