package io.github.data2vec4j.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a configuration tree, which knows where it was written. */
sealed interface Node {
    /** The line of the value's key, or of the value itself in a list. */
    Place place();

    /** The value as a message names it. */
    String describe();

    /** A single value as it was written; {@code kind} is what YAML 1.2 takes it for. */
    record Scalar(Place place, ScalarKind kind, String text) implements Node {
        private static final int LONGEST = 40;

        /** Text only because it is in quotes: without them it would be a number, a boolean or null. */
        boolean textOnlyByQuotes() {
            return kind == ScalarKind.TEXT && ScalarKind.ofPlain(text) != ScalarKind.TEXT;
        }

        @Override
        public String describe() {
            var shown = text.replace("\n", "\\n");
            shown = shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown;
            if (textOnlyByQuotes()) {
                return "the text \"" + shown + "\"";
            }
            return switch (kind) {
                case TEXT -> "'" + shown + "'";
                case NULL -> "empty";
                case INTEGER, DECIMAL, BOOLEAN -> shown;
            };
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A group of keys, in the order they were written. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String describe() {
            return "a group of keys";
        }

        Mapping without(String key) {
            var rest = new LinkedHashMap<>(entries);
            rest.remove(key);
            return new Mapping(place, rest);
        }

        /** This mapping with {@code upper} laid over it: groups are merged, lists and single values replaced. */
        Mapping mergedWith(Mapping upper) {
            var merged = new LinkedHashMap<>(entries);
            upper.entries.forEach((key, value) -> merged.merge(
                    key,
                    value,
                    (below, above) -> below instanceof Mapping group && above instanceof Mapping groupAbove
                            ? group.mergedWith(groupAbove)
                            : above));
            return new Mapping(upper.place, merged);
        }

        /** This mapping with one value set; groups on the way keep their place and are made where there are none. */
        Mapping with(List<String> keyPath, Node value) {
            var changed = new LinkedHashMap<>(entries);
            var key = keyPath.getFirst();
            if (keyPath.size() == 1) {
                changed.put(key, value);
            } else {
                var group =
                        entries.get(key) instanceof Mapping present ? present : new Mapping(value.place(), Map.of());
                changed.put(key, group.with(keyPath.subList(1, keyPath.size()), value));
            }
            return new Mapping(place, changed);
        }
    }
}
