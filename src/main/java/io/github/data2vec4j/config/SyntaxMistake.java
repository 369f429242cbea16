package io.github.data2vec4j.config;

import java.util.ArrayList;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Puts the many-line message of the YAML parser on one line behind the place of the mistake. */
final class SyntaxMistake {
    private static final Pattern MARK = Pattern.compile(" in reader, line (\\d+), column \\d+:");
    private static final String SOURCE_EXCERPT = "    ";

    private SyntaxMistake() {}

    /** @param lastLine line of the last token that was read, for exceptions that name no line */
    static ConfigException of(JacksonException e, IntFunction<Place> places, int lastLine) {
        var location = e.getLocation();
        var line = location == null ? lastLine : location.getLineNr();
        var sentences = new ArrayList<String>();
        var marks = new ArrayList<Integer>();
        for (var part : e.getOriginalMessage().split("\n", -1)) {
            var mark = MARK.matcher(part);
            if (mark.matches()) {
                line = Integer.parseInt(mark.group(1));
                marks.add(line);
            } else if (!part.isBlank() && !part.startsWith(SOURCE_EXCERPT)) {
                sentences.add(part.strip());
            }
        }
        // Two marks: the first says where the construct began that the second breaks.
        if (marks.size() == 2 && !marks.get(0).equals(marks.get(1))) {
            sentences.set(0, sentences.getFirst() + " that begins on line " + marks.getFirst());
        }
        return ConfigException.at(places.apply(Math.max(1, line)), "not valid YAML: " + String.join(", ", sentences));
    }
}
