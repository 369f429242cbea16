package io.github.data2vec4j.torch;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A tensor's content in Java: what goes into an operator, or what must come out.
 *
 * @param dtype float64 stands for any floating-point type
 * @param varied whether a gradient with respect to it is checked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared with each other
record Numbers(DType dtype, long[] shape, double[] values, boolean varied) {

    Numbers {
        if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != values.length) {
            throw new IllegalArgumentException(Arrays.toString(shape) + " with " + values.length + " numbers");
        }
    }

    static long[] sizes(long... all) {
        return all;
    }

    static Numbers of(long[] shape, double... values) {
        return new Numbers(DType.FLOAT64, shape, values, true);
    }

    static Numbers vector(double... values) {
        return of(sizes(values.length), values);
    }

    static Numbers scalar(double value) {
        return of(sizes(), value);
    }

    /** The value at each position in row-major order. */
    static Numbers at(long[] shape, IntToDoubleFunction value) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return of(shape, IntStream.range(0, count).mapToDouble(value).toArray());
    }

    /** Numbers between -1 and 1 without a pattern and without repetition. */
    static Numbers wavy(double phase, long... shape) {
        return at(shape, i -> Math.sin(phase + 1.7 * i + 0.31 * i * i));
    }

    static Numbers longs(long[] shape, long... values) {
        return new Numbers(
                DType.INT64, shape, Arrays.stream(values).asDoubleStream().toArray(), false);
    }

    /** Zeros are false. */
    static Numbers booleans(long[] shape, int... values) {
        return new Numbers(
                DType.BOOL, shape, Arrays.stream(values).asDoubleStream().toArray(), false);
    }

    /** The same, not to be varied: at a kink or jump of the operator, or where it has no gradient. */
    Numbers fixed() {
        return new Numbers(dtype, shape, values, false);
    }

    Numbers as(DType other) {
        return new Numbers(other, shape, values, false);
    }

    Numbers map(DoubleUnaryOperator function) {
        return of(shape, Arrays.stream(values).map(function).toArray());
    }

    /** Element by element with one of the same shape. */
    Numbers with(Numbers other, DoubleBinaryOperator function) {
        return at(shape, i -> function.applyAsDouble(values[i], other.values[i]));
    }

    Numbers reshaped(long... sizes) {
        return new Numbers(dtype, sizes, values, varied);
    }

    double get(int... position) {
        int index = 0;
        for (int dim = 0; dim < shape.length; dim++) {
            index = index * (int) shape[dim] + position[dim];
        }
        return values[index];
    }

    /** The numbers as a tensor, floating-point ones in the given type. */
    Tensor tensor(DType floatingPoint) {
        var made = Tensors.of(values, shape);
        return made.to(dtype.isFloatingPoint() ? floatingPoint : dtype);
    }
}
