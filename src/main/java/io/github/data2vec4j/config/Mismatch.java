package io.github.data2vec4j.config;

import java.lang.reflect.Type;

/** The sentence for a value of the wrong type. */
final class Mismatch {
    private Mismatch() {}

    static ConfigException of(Node node, String path, String expected) {
        return of(node, path, expected, "");
    }

    /** @param advice what to write instead, or nothing */
    static ConfigException of(Node node, String path, String expected, String advice) {
        var end = advice.isEmpty() ? "" : "; " + advice;
        return ConfigException.at(
                node.place(), KeyPath.subject(path) + "must be " + expected + ", is " + node.describe() + end);
    }

    static boolean isEmpty(Node node) {
        return node instanceof Node.Scalar scalar && scalar.kind() == ScalarKind.NULL;
    }

    /** For a type that no value can have: the mistake of who wrote the record, not of who wrote the file. */
    static IllegalArgumentException unsupported(Type type, String path) {
        return new IllegalArgumentException(
                "'" + path + "' has the type " + type.getTypeName() + ", which a configuration cannot hold");
    }

    static ConfigException missing(Node.Mapping group, String path) {
        return ConfigException.at(group.place(), "missing key '" + path + "'");
    }

    static ConfigException misspelt(Place place, String path, String meant) {
        return ConfigException.at(place, "unknown key '" + path + "', did you mean '" + meant + "'?");
    }

    static ConfigException noValue(Node node, String path) {
        return ConfigException.at(node.place(), KeyPath.subject(path) + "has no value");
    }
}
