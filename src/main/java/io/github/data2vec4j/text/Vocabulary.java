package io.github.data2vec4j.text;

import java.util.BitSet;

/** How many tokens there are, and which of them are no text. */
public final class Vocabulary {

    private final int size;
    private final int begin;
    private final int padding;
    private final int end;
    private final int mask;
    private final BitSet special = new BitSet();

    private Vocabulary(int size, int begin, int padding, int end, int mask) {
        this.size = size;
        this.begin = begin;
        this.padding = padding;
        this.end = end;
        this.mask = mask;
    }

    /**
     * A vocabulary of the tokens 0 to {@code size - 1}.
     *
     * @param begin what a text begins with, {@code <s>}, also called the class token
     * @param padding what fills up a batch, {@code <pad>}
     * @param end what ends a sentence, {@code </s>}
     * @param mask what stands for a token that the student does not see, {@code <mask>}
     * @param others more special tokens, such as {@code <unk>}; those above may be among them
     * @throws IllegalArgumentException if a token is not in the vocabulary, two of the four are the same, or none is
     *     left for text
     */
    public static Vocabulary of(int size, int begin, int padding, int end, int mask, int... others) {
        var vocabulary = new Vocabulary(size, begin, padding, end, mask);
        for (int token : new int[] {begin, padding, end, mask}) {
            if (vocabulary.addSpecial(token)) {
                throw new IllegalArgumentException("token " + token + " is given two of the roles of <s> " + begin
                        + ", <pad> " + padding + ", </s> " + end + " and <mask> " + mask);
            }
        }
        for (int token : others) {
            vocabulary.addSpecial(token);
        }
        if (vocabulary.special.cardinality() >= size) {
            throw new IllegalArgumentException("all " + size + " tokens are special");
        }
        return vocabulary;
    }

    private boolean addSpecial(int token) {
        if (token < 0 || token >= size) {
            throw new IllegalArgumentException("special token " + token + " is not in a vocabulary of " + size);
        }
        boolean known = special.get(token);
        special.set(token);
        return known;
    }

    /** Number of tokens, the special ones included. */
    public int size() {
        return size;
    }

    /** {@code <s>}. */
    public int begin() {
        return begin;
    }

    /** {@code <pad>}. */
    public int padding() {
        return padding;
    }

    /** {@code </s>}. */
    public int end() {
        return end;
    }

    /** {@code <mask>}. */
    public int mask() {
        return mask;
    }

    /** Whether a token is no text. */
    public boolean isSpecial(int token) {
        return special.get(token);
    }
}
