package io.github.data2vec4j.text;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts text into the pieces that no token reaches across, as GPT-2 does: English contractions, letters, digits and
 * other characters apart from each other, each with the blank before it.
 */
final class PreTokenizer {

    private static final Pattern PIECE =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
                    + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

    private PreTokenizer() {}

    /** Hands out the pieces in order; together they are the text. */
    static void split(String text, Consumer<String> pieces) {
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.accept(matcher.group());
        }
    }
}
