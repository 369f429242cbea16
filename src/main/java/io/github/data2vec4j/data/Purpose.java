package io.github.data2vec4j.data;

/**
 * What a random number is drawn for. Two purposes never share a stream, so a change in how much one of them draws
 * leaves all others as they were.
 */
public enum Purpose {
    /** Where a purpose was not named. */
    GENERAL(0),
    /** Which positions the student does not see. */
    MASK(1),
    /** How a sample is cropped, flipped or recoloured. */
    AUGMENT(2),
    /** In which order an epoch goes through the samples. */
    ORDER(3),
    /** Dropout, drop path and layer drop. */
    DROPOUT(4),
    /** The first weights of a model. */
    INIT(5),
    /** How samples are divided between training and validation. */
    SPLIT(6);

    private final long code;

    Purpose(long code) {
        this.code = code;
    }

    /** A number that stays the same when constants are added or reordered: saved runs depend on it. */
    long code() {
        return code;
    }
}
