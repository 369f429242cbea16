package io.github.data2vec4j.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as a tree: the way back from {@link RecordBinder}. */
final class RecordTree {
    private final Place place;

    private RecordTree(Place place) {
        this.place = place;
    }

    static Node.Mapping of(Record root) {
        return new RecordTree(Place.javaRecord(root.getClass())).mapping(root);
    }

    private Node.Mapping mapping(Record parent) {
        var entries = new LinkedHashMap<String, Node>();
        for (var component : parent.getClass().getRecordComponents()) {
            entries.put(component.getName(), node(read(parent, component)));
        }
        return new Node.Mapping(place, entries);
    }

    private Node node(@Nullable Object value) {
        return switch (value) {
            case null -> new Node.Scalar(place, ScalarKind.NULL, "null");
            case Optional<?> optional -> node(optional.orElse(null));
            case Record inner -> mapping(inner);
            case List<?> list ->
                new Node.Sequence(place, list.stream().map(this::node).toList());
            case Map<?, ?> map -> mapping(map);
            case Boolean bool -> new Node.Scalar(place, ScalarKind.BOOLEAN, bool.toString());
            case Integer whole -> new Node.Scalar(place, ScalarKind.INTEGER, whole.toString());
            case Long whole -> new Node.Scalar(place, ScalarKind.INTEGER, whole.toString());
            case Float number -> decimal(number.toString());
            case Double number -> decimal(number.toString());
            case Enum<?> constant -> text(ScalarBinder.written(constant));
            case String text -> text(text);
            case Path path -> text(path.toString());
            default ->
                throw new IllegalArgumentException(
                        place + " holds a " + value.getClass().getName() + ", which a configuration cannot hold");
        };
    }

    private Node mapping(Map<?, ?> map) {
        var entries = new LinkedHashMap<String, Node>();
        map.forEach((key, value) -> entries.put((String) key, node(value)));
        return new Node.Mapping(place, entries);
    }

    private Node text(String text) {
        return new Node.Scalar(place, ScalarKind.TEXT, text);
    }

    private Node decimal(String javaText) {
        var yaml = switch (javaText) {
            case "Infinity" -> ".inf";
            case "-Infinity" -> "-.inf";
            case "NaN" -> ".nan";
            default -> javaText.toLowerCase(Locale.ROOT);
        };
        return new Node.Scalar(place, ScalarKind.DECIMAL, yaml);
    }

    static @Nullable Object read(Record parent, RecordComponent component) {
        try {
            return RecordShape.opened(component.getAccessor(), parent.getClass())
                    .invoke(parent);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    component + " of " + parent.getClass().getName() + " cannot be read", e);
        }
    }
}
