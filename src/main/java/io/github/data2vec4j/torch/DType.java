package io.github.data2vec4j.torch;

import java.util.Locale;

/** The type of a tensor's elements. */
public enum DType {
    FLOAT32(0, 4, true),
    FLOAT64(1, 8, true),
    FLOAT16(2, 2, true),
    BFLOAT16(3, 2, true),
    INT64(4, 8, false),
    INT32(5, 4, false),
    INT16(6, 2, false),
    INT8(7, 1, false),
    UINT8(8, 1, false),
    BOOL(9, 1, false);

    private static final DType[] BY_NUMBER = byNumber();

    // As in d2v_torch.h. The bindings are not asked: where native access is forbidden, their class cannot initialise,
    // and loading the libraries says so better.
    final int number;
    private final int byteSize;
    private final boolean floatingPoint;

    DType(int number, int byteSize, boolean floatingPoint) {
        this.number = number;
        this.byteSize = byteSize;
        this.floatingPoint = floatingPoint;
    }

    /** Bytes of one element. */
    public int byteSize() {
        return byteSize;
    }

    /** Whether elements have a fraction, and a tensor of them can have a gradient. */
    public boolean isFloatingPoint() {
        return floatingPoint;
    }

    static DType ofNumber(long number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalStateException("a tensor of a dtype that data2vec4j does not know");
        }
        return BY_NUMBER[(int) number];
    }

    private static DType[] byNumber() {
        var all = new DType[values().length];
        for (var dtype : values()) {
            all[dtype.number] = dtype;
        }
        return all;
    }

    /** PyTorch's name, such as {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
