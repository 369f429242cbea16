package io.github.data2vec4j.cli;

import io.github.data2vec4j.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A piece of a text, and the tokens that it is made of.
 *
 * @param tokens several where a character is cut into bytes, else one
 * @param text whole characters
 */
record TextPart(List<Integer> tokens, String text) {

    private static final String BROKEN_CHARACTER = "\uFFFD";

    TextPart {
        tokens = List.copyOf(tokens);
    }

    /** The smallest parts that are whole characters. */
    static List<TextPart> of(Tokenizer tokenizer, int[] tokens) {
        var parts = new ArrayList<TextPart>();
        int from = 0;
        for (int to = 1; to <= tokens.length; to++) {
            int[] some = IntStream.range(from, to).map(i -> tokens[i]).toArray();
            var text = tokenizer.decode(some);
            if (to == tokens.length || !text.contains(BROKEN_CHARACTER)) {
                parts.add(new TextPart(IntStream.of(some).boxed().toList(), text));
                from = to;
            }
        }
        return parts;
    }
}
