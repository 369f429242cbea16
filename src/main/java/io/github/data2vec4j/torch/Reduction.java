package io.github.data2vec4j.torch;

/** How the losses of many elements become one. */
public enum Reduction {
    /** One loss for each element. */
    NONE(0),
    MEAN(1),
    SUM(2);

    // As in d2v_torch.h; see DType.
    final int number;

    Reduction(int number) {
        this.number = number;
    }
}
