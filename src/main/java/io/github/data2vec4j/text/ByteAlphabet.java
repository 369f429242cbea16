package io.github.data2vec4j.text;

/**
 * The 256 characters that stand for bytes in a byte-level vocabulary, as GPT-2 chose them: visible characters of
 * Latin-1 stand for themselves, and the other 68 bytes, in order, for U+0100 and what follows. No token contains a
 * blank, so that vocabularies can be written as text.
 */
final class ByteAlphabet {

    static final int SIZE = 256;

    private static final char[] CHARACTERS = new char[SIZE];
    private static final int[] RANKS = new int[SIZE];

    static {
        int visible = 0;
        for (int value = 0; value < SIZE; value++) {
            visible += isVisible(value) ? 1 : 0;
        }
        int self = 0;
        int other = 0;
        for (int value = 0; value < SIZE; value++) {
            if (isVisible(value)) {
                CHARACTERS[value] = (char) value;
                RANKS[value] = self++;
            } else {
                CHARACTERS[value] = (char) (SIZE + other);
                RANKS[value] = visible + other++;
            }
        }
    }

    private ByteAlphabet() {}

    private static boolean isVisible(int value) {
        return ('!' <= value && value <= '~') || ('¡' <= value && value != '\u00AD');
    }

    /** The character of a byte. */
    static char character(byte value) {
        return CHARACTERS[value & 0xFF];
    }

    /** Where that character stands, from 0, when all of them are sorted. */
    static int rank(byte value) {
        return RANKS[value & 0xFF];
    }

    /** All characters, sorted. */
    static char[] sorted() {
        var sorted = new char[SIZE];
        for (int value = 0; value < SIZE; value++) {
            sorted[RANKS[value]] = CHARACTERS[value];
        }
        return sorted;
    }
}
