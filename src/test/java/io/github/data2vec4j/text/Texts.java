package io.github.data2vec4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Made-up text for tests. */
final class Texts {

    private static final String[] PIECES = {
        "the", "then", "other", "moth", " ", " ", " ", "  ", "\t", "é", "ß", "日本", "😀", "12", "½", "ª", "'s", "'ll",
        "-", "_", "\u00A0", "\u3000", "\u0301", "\u200B", "\u0000", "\u007F", "\u00AD"
    };

    private Texts() {}

    /** Lines of pieces in which the same pairs come often. */
    static List<String> lines(int count, RandomGenerator random) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var line = new StringBuilder();
            int pieces = 1 + random.nextInt(30);
            for (int j = 0; j < pieces; j++) {
                line.append(PIECES[random.nextInt(PIECES.length)]);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Any characters of Unicode, assigned or not. */
    static String anything(int length, RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int limit = random.nextBoolean() ? 0x300 : Character.MAX_CODE_POINT + 1;
            int character = random.nextInt(limit);
            text.appendCodePoint(
                    Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE ? 'x' : character);
        }
        return text.toString();
    }
}
