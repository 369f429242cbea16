package io.github.data2vec4j.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings that are Unicode text: Java's can hold half a character, which no encoding can write. */
final class WellFormed {

    private WellFormed() {}

    /** @throws CharacterCodingException if it is not UTF-8 */
    static String decode(byte[] utf8) throws CharacterCodingException {
        var text = new String(utf8, StandardCharsets.UTF_8);
        // Stands for what cannot be decoded, but may also stand in a text.
        if (text.indexOf('\uFFFD') >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        }
        return text;
    }

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
