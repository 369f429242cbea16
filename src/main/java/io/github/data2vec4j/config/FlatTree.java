package io.github.data2vec4j.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A tree as its single values by their full keys. */
final class FlatTree {

    private FlatTree() {}

    static Map<String, String> of(Node.Mapping root) {
        var values = new LinkedHashMap<String, String>();
        add(root, "", values);
        return values;
    }

    private static void add(Node node, String path, Map<String, String> values) {
        switch (node) {
            case Node.Mapping group ->
                group.entries().forEach((key, value) -> add(value, KeyPath.child(path, key), values));
            case Node.Sequence list -> {
                if (list.items().isEmpty()) {
                    values.put(path, "[]");
                }
                for (int i = 0; i < list.items().size(); i++) {
                    add(list.items().get(i), KeyPath.item(path, i), values);
                }
            }
            case Node.Scalar scalar -> values.put(path, scalar.describe());
        }
    }
}
