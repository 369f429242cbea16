package io.github.data2vec4j.torch;

/**
 * Where a tensor's memory is.
 *
 * @param kind the kind of device
 * @param index which of them, counted from 0
 */
public record Device(Kind kind, int index) {

    /** The kinds of device. */
    public enum Kind {
        CPU(0),
        CUDA(1);

        // As in d2v_torch.h; see DType.
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
        return kind == Kind.CPU.number ? CPU : cuda((int) index);
    }

    /** PyTorch's name, such as {@code cpu} or {@code cuda:1}. */
    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : "cuda:" + index;
    }
}
