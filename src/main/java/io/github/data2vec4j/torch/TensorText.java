package io.github.data2vec4j.torch;

import java.util.Locale;

/** A tensor as a person reads it: nested brackets, one row a line, the middle of long dimensions left out. */
final class TensorText {

    private static final int SHOWN_AT_EACH_END = 3;
    private static final int SHORT = 2 * SHOWN_AT_EACH_END;

    private final long[] shape;
    private final double[] values;
    private final boolean whole;
    private final boolean truth;
    private final StringBuilder text = new StringBuilder();

    private TensorText(Tensor tensor) {
        shape = tensor.shape();
        values = tensor.toDoubleArray();
        truth = tensor.dtype() == DType.BOOL;
        whole = !tensor.dtype().isFloatingPoint();
    }

    static String of(Tensor tensor) {
        var device = tensor.device();
        var place = device.kind() == Device.Kind.CPU ? "" : " on " + device;
        var shown = new TensorText(tensor);
        shown.append(0, 0, shown.values.length);
        return "Tensor " + tensor.describe() + place + (shown.shape.length > 1 ? "\n" : " ") + shown.text;
    }

    private void append(int dim, int start, int count) {
        if (dim == shape.length) {
            text.append(number(values[start]));
            return;
        }
        int size = (int) shape[dim];
        int step = size == 0 ? 0 : count / size;
        var separator = dim == shape.length - 1 ? ", " : ",\n" + " ".repeat(dim + 1);
        text.append('[');
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.append(separator);
            }
            if (size > SHORT && i == SHOWN_AT_EACH_END) {
                text.append("...").append(separator);
                i = size - SHOWN_AT_EACH_END;
            }
            append(dim + 1, start + i * step, step);
        }
        text.append(']');
    }

    private String number(double value) {
        if (truth) {
            return value != 0 ? "true" : "false";
        }
        if (whole) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= 1e-3 && size < 1e6);
        return String.format(Locale.ROOT, plain ? "%.4f" : "%.4e", value);
    }
}
