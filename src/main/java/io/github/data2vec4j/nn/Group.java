package io.github.data2vec4j.nn;

/**
 * Parameters that an optimiser updates alike, and that therefore lie together.
 *
 * @param decayed whether they lose weight by weight decay
 * @param rateScale factor of the learning rate, such as layer decay gives (Clark et al., 2020)
 */
public record Group(boolean decayed, double rateScale) {

    /** With weight decay, at the full rate. */
    public static final Group DECAYED = new Group(true, 1);

    /** Without weight decay, at the full rate. */
    public static final Group SPARED = new Group(false, 1);

    public Group {
        if (!(rateScale >= 0)) {
            throw new IllegalArgumentException("rateScale must not be negative, is " + rateScale);
        }
    }
}
