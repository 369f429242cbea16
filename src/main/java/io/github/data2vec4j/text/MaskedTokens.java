package io.github.data2vec4j.text;

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
