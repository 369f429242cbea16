package io.github.data2vec4j.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a node into a value of any type that a configuration can hold. */
final class ValueBinder {
    private ValueBinder() {}

    /** @param path the full key of the node, for messages */
    static Object bind(Node node, Type type, String path) {
        if (Mismatch.isEmpty(node)) {
            throw Mismatch.noValue(node, path);
        }
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? RecordBinder.bind(node, plain, path) : ScalarBinder.bind(node, plain, path);
        }
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return Optional.of(bind(node, arguments[0], path));
            }
            if (generic.getRawType() == List.class) {
                return list(node, arguments[0], path);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return map(node, arguments[1], path);
            }
        }
        throw Mismatch.unsupported(type, path);
    }

    private static List<Object> list(Node node, Type itemType, String path) {
        if (!(node instanceof Node.Sequence sequence)) {
            throw Mismatch.of(node, path, "a list");
        }
        var items = new ArrayList<Object>();
        var mistakes = new Mistakes();
        for (var i = 0; i < sequence.items().size(); i++) {
            var item = sequence.items().get(i);
            var itemPath = KeyPath.item(path, i);
            mistakes.collect(() -> items.add(bind(item, itemType, itemPath)));
        }
        mistakes.throwIfAny();
        return List.copyOf(items);
    }

    private static Map<String, Object> map(Node node, Type valueType, String path) {
        if (!(node instanceof Node.Mapping group)) {
            throw Mismatch.of(node, path, "a group of keys");
        }
        var values = new LinkedHashMap<String, Object>();
        var mistakes = new Mistakes();
        group.entries()
                .forEach((key, value) ->
                        mistakes.collect(() -> values.put(key, bind(value, valueType, KeyPath.child(path, key)))));
        mistakes.throwIfAny();
        return Collections.unmodifiableMap(values);
    }
}
