package io.github.data2vec4j.config;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The components of a record type and its canonical constructor. */
record RecordShape(Class<?> type, List<RecordComponent> components) {
    static RecordShape of(Class<?> type) {
        return new RecordShape(type, List.of(type.getRecordComponents()));
    }

    List<String> keys() {
        return components.stream().map(RecordComponent::getName).toList();
    }

    @Nullable
    RecordComponent component(String key) {
        return components.stream()
                .filter(component -> component.getName().equals(key))
                .findFirst()
                .orElse(null);
    }

    static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Calls the constructor; what it refuses is reported at the line of the refused value. */
    Record construct(Map<String, @Nullable Object> arguments, Node.Mapping group, String path) {
        var inOrder = keys().stream().map(arguments::get).toArray();
        try {
            return (Record) canonicalConstructor().newInstance(inOrder);
        } catch (InvocationTargetException e) {
            throw refused(e.getTargetException(), group, path);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " cannot be called", e);
        }
    }

    private Constructor<?> canonicalConstructor() {
        try {
            var types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            return opened(constructor, type);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("no canonical constructor in " + type.getName(), e);
        }
    }

    /** A constructor or accessor that can be called although its record is not public. */
    static <T extends AccessibleObject> T opened(T member, Class<?> type) {
        try {
            member.setAccessible(true);
            return member;
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be reached: open its package to " + RecordShape.class.getModule(), e);
        }
    }

    private static RuntimeException refused(Throwable thrown, Node.Mapping group, String path) {
        if (thrown instanceof ConfigException e) {
            var rejection = e.rejection();
            if (rejection == null) {
                return e;
            }
            var subject = KeyPath.subject(KeyPath.child(path, rejection.field()));
            return ConfigException.at(place(rejection.field(), group), subject + rejection.reason(), e);
        }
        if (thrown instanceof IllegalArgumentException e) {
            var reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return ConfigException.at(group.place(), path.isEmpty() ? reason : "'" + path + "': " + reason, e);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        // Anything else is a bug of the record, not a mistake in the file. Records cannot declare checked exceptions.
        return (RuntimeException) thrown;
    }

    /** The line of the refused value, or of the group it would stand in. */
    private static Place place(String field, Node.Mapping group) {
        Node node = group;
        for (var key : field.split("[.\\[]", -1)) {
            if (!(node instanceof Node.Mapping mapping) || !mapping.entries().containsKey(key)) {
                break;
            }
            node = mapping.entries().get(key);
        }
        return node.place();
    }
}
