package io.github.data2vec4j.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte pairs as slowly and plainly as they can be written: text is strings, and everything is counted anew each time.
 */
final class PlainBytePairs {

    private PlainBytePairs() {}

    /** The merges, "first second" each, of words cut by {@link #words}. */
    static List<String> train(List<String> lines, int merges, int minFrequency) {
        var words = new ArrayList<List<String>>();
        for (var line : lines) {
            for (var word : words(line)) {
                words.add(spelled(word));
            }
        }
        var vocabulary = new ArrayList<String>();
        for (int visible = 1; visible >= 0; visible--) {
            for (int i = 0; i < 256; i++) {
                if (isVisible(i) == (visible == 1)) {
                    vocabulary.add(character(i));
                }
            }
        }
        var learned = new ArrayList<String>();
        while (learned.size() < merges) {
            var counts = new HashMap<List<String>, Integer>();
            for (var word : words) {
                for (int i = 1; i < word.size(); i++) {
                    counts.merge(word.subList(i - 1, i + 1).stream().toList(), 1, Integer::sum);
                }
            }
            var best = List.of("", "");
            for (var pair : counts.keySet()) {
                if (isBefore(pair, best, counts, vocabulary)) {
                    best = pair;
                }
            }
            if (counts.getOrDefault(best, 0) < minFrequency) {
                break;
            }
            learned.add(best.get(0) + " " + best.get(1));
            vocabulary.add(best.get(0) + best.get(1));
            for (var word : words) {
                mergeAll(word, best.get(0), best.get(1));
            }
        }
        return learned;
    }

    private static boolean isBefore(
            List<String> pair, List<String> other, Map<List<String>, Integer> counts, List<String> vocabulary) {
        int count = counts.getOrDefault(pair, 0);
        int otherCount = counts.getOrDefault(other, 0);
        if (count != otherCount) {
            return count > otherCount;
        }
        int first = vocabulary.indexOf(pair.get(0));
        int otherFirst = vocabulary.indexOf(other.get(0));
        if (first != otherFirst) {
            return first < otherFirst;
        }
        return vocabulary.indexOf(pair.get(1)) < vocabulary.indexOf(other.get(1));
    }

    /** The tokens of a text: of all pairs that stand in a word, the one learned first is merged, again and again. */
    static List<String> encode(String text, List<String> merges) {
        var tokens = new ArrayList<String>();
        for (var piece : words(text)) {
            var word = spelled(piece);
            while (true) {
                int lowest = Integer.MAX_VALUE;
                for (int i = 1; i < word.size(); i++) {
                    int rank = merges.indexOf(word.get(i - 1) + " " + word.get(i));
                    lowest = rank < 0 ? lowest : Math.min(lowest, rank);
                }
                if (lowest == Integer.MAX_VALUE) {
                    break;
                }
                var pair = merges.get(lowest).split(" ", -1);
                mergeAll(word, pair[0], pair[1]);
            }
            tokens.addAll(word);
        }
        return tokens;
    }

    private static void mergeAll(List<String> word, String first, String second) {
        for (int i = 0; i + 1 < word.size(); i++) {
            if (word.get(i).equals(first) && word.get(i + 1).equals(second)) {
                word.set(i, first + second);
                word.remove(i + 1);
            }
        }
    }

    /** GPT-2's words, character by character. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int to = endOfWord(text, at);
            words.add(text.substring(at, to));
            at = to;
        }
        return words;
    }

    private static int endOfWord(String text, int at) {
        for (var ending : List.of("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")) {
            if (text.startsWith(ending, at)) {
                return at + ending.length();
            }
        }
        int from = text.charAt(at) == ' ' && at + 1 < text.length() ? at + 1 : at;
        var kind = kind(text.codePointAt(from));
        if (kind == Kind.BLANK) {
            int to = endOf(Kind.BLANK, text, at);
            // The last blank before a word is left to it, unless it is the only one.
            int beforeLast = text.offsetByCodePoints(to, -1);
            return to == text.length() || beforeLast == at ? to : beforeLast;
        }
        return endOf(kind, text, from);
    }

    private static int endOf(Kind kind, String text, int from) {
        int to = from;
        while (to < text.length() && kind(text.codePointAt(to)) == kind) {
            to = text.offsetByCodePoints(to, 1);
        }
        return to;
    }

    private enum Kind {
        LETTER,
        NUMBER,
        BLANK,
        OTHER
    }

    private static Kind kind(int character) {
        if (Character.isLetter(character)) {
            return Kind.LETTER;
        }
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Kind.NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> Kind.BLANK;
            default -> (9 <= character && character <= 13) || character == 0x85 ? Kind.BLANK : Kind.OTHER;
        };
    }

    private static List<String> spelled(String word) {
        var all = new ArrayList<String>();
        for (byte one : word.getBytes(StandardCharsets.UTF_8)) {
            all.add(character(one & 0xFF));
        }
        return all;
    }

    private static String character(int value) {
        if (isVisible(value)) {
            return String.valueOf((char) value);
        }
        int before = 0;
        for (int i = 0; i < value; i++) {
            before += isVisible(i) ? 0 : 1;
        }
        return String.valueOf((char) (0x100 + before));
    }

    private static boolean isVisible(int value) {
        return (0x21 <= value && value <= 0x7E) || (0xA1 <= value && value <= 0xAC) || 0xAE <= value;
    }
}
