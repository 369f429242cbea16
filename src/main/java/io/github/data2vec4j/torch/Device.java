package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/**
 * Where a tensor's memory is.
 *
 * @param kind the kind of device
 * @param index which of them, counted from 0
 */
public record Device(Kind kind, int index) {

    /** The kinds of device. */
    public enum Kind {
        CPU(D2V_CPU()),
        CUDA(D2V_CUDA());

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** The memory of the host. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** A CUDA device. */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    static Device ofNumbers(long kind, long index) {
        return kind == D2V_CPU() ? CPU : cuda((int) index);
    }

    /** PyTorch's name, such as {@code cpu} or {@code cuda:1}. */
    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : "cuda:" + index;
    }
}
