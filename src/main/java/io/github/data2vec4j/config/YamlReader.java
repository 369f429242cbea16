package io.github.data2vec4j.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML text into a tree of nodes that know their lines. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String source;
    private final YAMLParser parser;
    private final IntFunction<Place> places;

    private YamlReader(String source, YAMLParser parser, IntFunction<Place> places) {
        this.source = source;
        this.parser = parser;
        this.places = places;
    }

    /**
     * @param places from line number, counted from 1, to place
     * @throws ConfigException where the text is not one YAML document without anchors, tags and duplicate keys
     */
    static Node read(String text, IntFunction<Place> places) {
        refuseControlCharacters(text, places);
        try (var parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            return new YamlReader(text, parser, places).document();
        }
    }

    private Node document() {
        if (next() == null) {
            throw ConfigException.at(places.apply(1), "is empty");
        }
        var root = node("", places.apply(1));
        if (next() != null) {
            throw ConfigException.at(here(), "a second document starts here; a configuration is one document");
        }
        return root;
    }

    private Node node(String path, Place place) {
        refuseWhatWeDoNotSupport();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(path, place);
            case START_ARRAY -> sequence(path, place);
            default -> scalar(place);
        };
    }

    private Node mapping(String path, Place place) {
        var entries = new LinkedHashMap<String, Node>();
        while (next() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var keyPath = KeyPath.child(path, key);
            var keyPlace = here();
            refuseWhatWeDoNotSupport();
            next();
            var earlier = entries.put(key, node(keyPath, keyPlace));
            if (earlier != null) {
                throw ConfigException.at(
                        keyPlace, "duplicate key '" + keyPath + "', already written at " + earlier.place());
            }
        }
        return new Node.Mapping(place, entries);
    }

    private Node sequence(String path, Place place) {
        List<Node> items = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            items.add(node(KeyPath.item(path, items.size()), here()));
        }
        return new Node.Sequence(place, items);
    }

    private Node scalar(Place place) {
        var text = parser.getString();
        return new Node.Scalar(place, isQuoted() ? ScalarKind.TEXT : ScalarKind.ofPlain(text), text);
    }

    // The parser gives "3" and +3, .5 or ~ alike as text, so the quotes are looked up in the source.
    private boolean isQuoted() {
        return "'\"|>".indexOf(firstCharacter()) >= 0;
    }

    private char firstCharacter() {
        var codePoints = (int) parser.currentTokenLocation().getCharOffset();
        var at = source.offsetByCodePoints(0, codePoints);
        return at < source.length() ? source.charAt(at) : '\n';
    }

    private void refuseWhatWeDoNotSupport() {
        // The parser does not report the anchors of single values.
        if (parser.isCurrentAlias() || parser.getObjectId() != null || firstCharacter() == '&') {
            throw ConfigException.at(
                    here(), "YAML anchors and aliases (&name, *name) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw ConfigException.at(here(), "YAML tags (!name) are not supported; write the plain value");
        }
    }

    private JsonToken next() {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw SyntaxMistake.of(e, places, parser.currentTokenLocation().getLineNr());
        }
    }

    private Place here() {
        return places.apply(parser.currentTokenLocation().getLineNr());
    }

    // The YAML engine reads ahead and would name a line long before the character (YAML 1.2, section 5.1).
    private static void refuseControlCharacters(String text, IntFunction<Place> places) {
        var line = 1;
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            var c = text.codePointAt(i);
            if (c == '\n') {
                line++;
            }
            if (!isPrintable(c)) {
                throw ConfigException.at(places.apply(line), "not valid YAML: control character U+%04X".formatted(c));
            }
        }
    }

    private static boolean isPrintable(int codePoint) {
        var isSpace = codePoint == '\n' || codePoint == '\r' || codePoint == '\t' || codePoint == 0x85;
        var isLoneSurrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        var isNonCharacter = codePoint == 0xFFFE || codePoint == 0xFFFF;
        return isSpace || !(Character.isISOControl(codePoint) || isLoneSurrogate || isNonCharacter);
    }
}
