package io.github.data2vec4j.report;

/** Text for pages. */
final class Html {

    private Html() {}

    /** Text as it stands in an element or between quotation marks in an attribute; XML cannot hold some of it. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.appendCodePoint(character);
                default -> escaped.appendCodePoint(isShown(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isShown(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }
}
