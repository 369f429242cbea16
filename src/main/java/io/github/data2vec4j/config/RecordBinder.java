package io.github.data2vec4j.config;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a record from a group of keys: every key a component, every component a key. */
final class RecordBinder {
    private RecordBinder() {}

    /** @param path the full key of the node, for messages */
    static Record bind(Node node, Class<?> type, String path) {
        if (!(node instanceof Node.Mapping group)) {
            throw Mismatch.of(node, path, "a group of keys");
        }
        var shape = RecordShape.of(type);
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        var mistakes = new Mistakes();
        var misspelt = new HashSet<String>();
        group.entries().forEach((key, value) -> {
            var component = shape.component(key);
            var keyPath = KeyPath.child(path, key);
            if (component == null) {
                var nearest = Spelling.nearest(key, shape.keys());
                nearest.ifPresent(misspelt::add);
                mistakes.add(unknownKey(value.place(), keyPath, nearest, shape));
            } else {
                mistakes.collect(() -> arguments.put(key, component(value, component, keyPath)));
            }
        });
        for (var component : shape.components()) {
            var key = component.getName();
            if (RecordShape.mayBeAbsent(component)) {
                arguments.putIfAbsent(key, absent(component));
            } else if (!group.entries().containsKey(key) && !misspelt.contains(key)) {
                mistakes.add(Mismatch.missing(group, KeyPath.child(path, key)));
            }
        }
        mistakes.throwIfAny();
        return shape.construct(arguments, group, path);
    }

    private static @Nullable Object component(Node node, RecordComponent component, String path) {
        return Mismatch.isEmpty(node) && RecordShape.mayBeAbsent(component)
                ? absent(component)
                : ValueBinder.bind(node, component.getGenericType(), path);
    }

    private static @Nullable Object absent(RecordComponent component) {
        return component.getType() == Optional.class ? Optional.empty() : null;
    }

    private static ConfigException unknownKey(
            Place place, String keyPath, Optional<String> nearest, RecordShape shape) {
        return nearest.map(key -> Mismatch.misspelt(place, keyPath, key))
                .orElseGet(() -> ConfigException.at(
                        place, "unknown key '" + keyPath + "', valid keys are " + String.join(", ", shape.keys())));
    }
}
