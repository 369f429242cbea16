package io.github.data2vec4j.cli;

/** Text of unknown origin, on one line of a terminal. */
final class Quote {

    private static final int BEFORE = 20;
    private static final int LONGEST = 60;

    private Quote() {}

    /** In quotation marks, with control characters as their numbers. */
    static String of(String text) {
        var quote = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                quote.append("\\u%04X".formatted(character));
            } else {
                quote.appendCodePoint(character);
            }
        });
        return quote.append('"').toString();
    }

    /** Some of it around a position. */
    static String around(int position, String text) {
        int from = Math.clamp(position - BEFORE, 0, text.length());
        int to = Math.min(from + LONGEST, text.length());
        return (from == 0 ? "" : "...") + of(text.substring(from, to)) + (to == text.length() ? "" : "...");
    }
}
