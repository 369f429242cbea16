package io.github.data2vec4j.text;

/** Strings that are Unicode text: Java's can hold half a character, which no encoding can write. */
final class WellFormed {

    private WellFormed() {}

    /** @throws IllegalArgumentException if a surrogate stands alone */
    static String require(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int character = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(character)) {
                    throw new IllegalArgumentException(
                            "character %d of a text is U+%04X, half a surrogate pair: the text was cut or decoded wrongly"
                                    .formatted(i, character));
                }
                i++;
            }
        }
        return text;
    }
}
