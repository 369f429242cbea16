package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

/** How the losses of many elements become one. */
public enum Reduction {
    /** One loss for each element. */
    NONE(D2V_REDUCTION_NONE()),
    MEAN(D2V_REDUCTION_MEAN()),
    SUM(D2V_REDUCTION_SUM());

    final int number;

    Reduction(int number) {
        this.number = number;
    }
}
