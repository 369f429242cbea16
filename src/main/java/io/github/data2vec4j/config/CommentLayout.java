package io.github.data2vec4j.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places comments: after their lines, one below the other within a group where all fit, or above a long line. */
final class CommentLayout {
    private static final int WIDTH = 100;
    // A longer line does not push the comments of its neighbours to the right.
    private static final int SHARED_WIDTH = 48;
    private static final int GAP = 2;
    private static final String MARK = "# ";

    private final Map<String, Integer> columns;
    private final StringBuilder out = new StringBuilder();

    private CommentLayout(Map<String, Integer> columns) {
        this.columns = columns;
    }

    static String text(List<YamlLine> lines) {
        var layout = new CommentLayout(columns(lines));
        lines.forEach(layout::add);
        return layout.out.toString();
    }

    private static Map<String, Integer> columns(List<YamlLine> lines) {
        var columns = new HashMap<String, Integer>();
        for (var line : lines) {
            var length = line.text().length();
            if (length <= SHARED_WIDTH) {
                columns.merge(line.group(), length + GAP, Math::max);
            }
        }
        return columns;
    }

    private void add(YamlLine line) {
        var text = line.text();
        if (line.comment().isEmpty()) {
            out.append(text).append('\n');
            return;
        }
        var nearest = text.length() + GAP;
        var rightmost = WIDTH - MARK.length() - line.comment().length();
        if (nearest <= rightmost) {
            var shared = columns.getOrDefault(line.group(), nearest);
            var column = shared >= nearest && shared <= rightmost ? shared : nearest;
            var gap = " ".repeat(column - text.length());
            out.append(text).append(gap).append(MARK).append(line.comment()).append('\n');
            return;
        }
        var start = line.indent() + MARK;
        wrapped(line.comment(), WIDTH - start.length())
                .forEach(part -> out.append(start).append(part).append('\n'));
        out.append(text).append('\n');
    }

    /** Lines of at most that many characters, except where one word is longer. */
    private static List<String> wrapped(String comment, int width) {
        var parts = new ArrayList<String>();
        var part = "";
        for (var word : comment.split(" ", -1)) {
            if (!part.isEmpty() && part.length() + 1 + word.length() > width) {
                parts.add(part);
                part = "";
            }
            part = part.isEmpty() ? word : part + " " + word;
        }
        parts.add(part);
        return parts;
    }
}
