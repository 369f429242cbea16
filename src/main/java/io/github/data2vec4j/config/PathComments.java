package io.github.data2vec4j.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through a record and notes the comment of each key at its full key. */
final class PathComments {
    private final Map<String, String> comments = new HashMap<>();

    private PathComments() {}

    static Map<String, String> of(Record root) {
        var collected = new PathComments();
        collected.addGroup(root, "");
        return collected.comments;
    }

    private void addGroup(Record group, String path) {
        for (var component : group.getClass().getRecordComponents()) {
            var keyPath = KeyPath.child(path, component.getName());
            KeyComments.of(group.getClass(), component.getName()).ifPresent(comment -> comments.put(keyPath, comment));
            addBelow(RecordTree.read(group, component), keyPath);
        }
    }

    private void addBelow(@Nullable Object value, String path) {
        switch (value) {
            case Record group -> addGroup(group, path);
            case Optional<?> optional -> optional.ifPresent(present -> addBelow(present, path));
            case Map<?, ?> map -> map.forEach((key, inner) -> addBelow(inner, KeyPath.child(path, (String) key)));
            // What the first item says need not be said of every further one.
            case List<?> list when !list.isEmpty() -> addBelow(list.getFirst(), KeyPath.item(path, 0));
            case null, default -> {}
        }
    }
}
