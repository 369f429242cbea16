package io.github.data2vec4j.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A text as the student sees it. Made by {@link TokenMasking#draw}; afterwards it does not change. */
public final class MaskedTokens {

    private final int[] source;
    private final boolean[] loss;
    private int lossCount;

    MaskedTokens(int[] tokens) {
        source = tokens.clone();
        loss = new boolean[tokens.length];
    }

    void set(int position, int token, boolean counts) {
        source[position] = token;
        loss[position] = counts;
        lossCount += counts ? 1 : 0;
    }

    /**
     * Writes it to a batch.
     *
     * @param student int64 [time], receives what the student sees
     * @param mask a byte for each token, receives 1 where the loss counts and 0 elsewhere
     */
    void writeTo(MemorySegment student, MemorySegment mask) {
        for (int i = 0; i < source.length; i++) {
            student.setAtIndex(ValueLayout.JAVA_LONG, i, source[i]);
            mask.set(ValueLayout.JAVA_BYTE, i, (byte) (loss[i] ? 1 : 0));
        }
    }

    /** Number of tokens. */
    public int length() {
        return source.length;
    }

    /** What the student sees, [time]; a new array. */
    public int[] source() {
        return source.clone();
    }

    /** Where the loss counts, [time]; a new array. */
    public boolean[] loss() {
        return loss.clone();
    }

    /** At how many positions the loss counts. */
    public int lossCount() {
        return lossCount;
    }
}
