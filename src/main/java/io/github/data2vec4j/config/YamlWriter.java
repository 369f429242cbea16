package io.github.data2vec4j.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a tree as YAML: groups as blocks, lists of single values on one line, quotes only where needed. */
final class YamlWriter {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern PLAIN_TEXT = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*");
    // Words that are booleans for a reader of YAML 1.1.
    private static final Set<String> QUOTED_WORDS = Set.of("yes", "no", "on", "off", "y", "n");
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Node.Mapping root) {
        if (root.entries().isEmpty()) {
            return "{}\n";
        }
        var writer = new YamlWriter();
        writer.entries(root, "");
        return writer.out.toString();
    }

    private void entries(Node.Mapping group, String indent) {
        group.entries().forEach((key, value) -> {
            out.append(indent).append(key(key)).append(':');
            value(value, indent);
        });
    }

    /** What follows {@code key:}, to the end of the line or as a block below it. */
    private void value(Node value, String indent) {
        if (fitsOnOneLine(value)) {
            out.append(' ').append(oneLine(value)).append('\n');
            return;
        }
        out.append('\n');
        block(value, indent + INDENT);
    }

    private void block(Node value, String indent) {
        switch (value) {
            case Node.Mapping group -> entries(group, indent);
            case Node.Sequence list -> list.items().forEach(item -> item(item, indent));
            case Node.Scalar scalar -> throw new AssertionError("a single value is never a block: " + scalar);
        }
    }

    private void item(Node item, String indent) {
        if (fitsOnOneLine(item)) {
            out.append(indent).append("- ").append(oneLine(item)).append('\n');
            return;
        }
        // The first line of the block moves up beside its dash.
        var start = out.length();
        block(item, indent + INDENT);
        out.replace(start, start + indent.length() + INDENT.length(), indent + "- ");
    }

    private static boolean fitsOnOneLine(Node value) {
        return switch (value) {
            case Node.Scalar scalar -> true;
            case Node.Sequence list -> list.items().stream().allMatch(YamlWriter::fitsOnOneLine);
            case Node.Mapping group -> group.entries().isEmpty();
        };
    }

    private static String oneLine(Node value) {
        return switch (value) {
            case Node.Scalar scalar -> scalar.kind() == ScalarKind.TEXT ? text(scalar.text()) : plain(scalar);
            case Node.Sequence list ->
                list.items().stream().map(YamlWriter::oneLine).collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping group -> "{}";
        };
    }

    private static String plain(Node.Scalar scalar) {
        return scalar.kind() == ScalarKind.NULL ? "null" : scalar.text();
    }

    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() ? key : quoted(key);
    }

    private static String text(String text) {
        var plain = PLAIN_TEXT.matcher(text).matches()
                && ScalarKind.ofPlain(text) == ScalarKind.TEXT
                && !QUOTED_WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF) {
                        quoted.append("\\u%04X".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
