package io.github.data2vec4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final Map<String, String> comments;
    private final List<YamlLine> lines = new ArrayList<>();

    private YamlWriter(Map<String, String> comments) {
        this.comments = comments;
    }

    /** @param comments from the full keys, as {@link KeyPath} makes them, of those that have one */
    static String write(Node.Mapping root, Map<String, String> comments) {
        if (root.entries().isEmpty()) {
            return "{}\n";
        }
        var writer = new YamlWriter(comments);
        writer.entries(root, "", "");
        return CommentLayout.text(writer.lines);
    }

    private void entries(Node.Mapping group, String path, String indent) {
        group.entries().forEach((key, value) -> {
            var keyPath = KeyPath.child(path, key);
            var start = indent + key(key) + ":";
            var isShort = fitsOnOneLine(value);
            var line = isShort ? start + " " + oneLine(value) : start;
            lines.add(new YamlLine(line, comments.getOrDefault(keyPath, ""), path));
            if (!isShort) {
                block(value, keyPath, indent + INDENT);
            }
        });
    }

    private void block(Node value, String path, String indent) {
        switch (value) {
            case Node.Mapping group -> entries(group, path, indent);
            case Node.Sequence list -> items(list, path, indent);
            case Node.Scalar scalar -> throw new AssertionError("a single value is never a block: " + scalar);
        }
    }

    private void items(Node.Sequence list, String path, String indent) {
        for (var i = 0; i < list.items().size(); i++) {
            item(list.items().get(i), KeyPath.item(path, i), indent);
        }
    }

    private void item(Node item, String path, String indent) {
        if (fitsOnOneLine(item)) {
            lines.add(new YamlLine(indent + "- " + oneLine(item), "", path));
            return;
        }
        // The first line of the block moves up beside its dash.
        var first = lines.size();
        block(item, path, indent + INDENT);
        lines.set(first, lines.get(first).startingWith(indent + "- "));
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
