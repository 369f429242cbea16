package io.github.data2vec4j.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A configuration: a YAML file, the files it extends, and overrides, merged into one tree.
 *
 * <p>A top-level {@code extends: other.yaml}, relative to the file, names a file to start from; that file may extend a
 * further one. Groups of keys are merged key by key; lists and single values are replaced as a whole. Every value
 * remembers the file and line where it was written, so that each mistake can be shown there.
 */
public final class ConfigFile {
    private final Node.Mapping tree;

    private ConfigFile(Node.Mapping tree) {
        this.tree = tree;
    }

    /**
     * Reads a file and lays the overrides over it, a later one over an earlier one.
     *
     * @param overrides each {@code key.path=value}, the value in YAML: {@code optimizer.betas=[0.9, 0.98]}
     * @throws ConfigException if a file cannot be read or is not valid YAML, or an override is malformed
     */
    public static ConfigFile read(Path file, List<String> overrides) {
        return new ConfigFile(YamlFile.resolve(file)).with(overrides);
    }

    /**
     * This configuration with overrides laid over it, a later one over an earlier one.
     *
     * @param overrides as {@link #read} takes them
     * @throws ConfigException if one is malformed
     */
    public ConfigFile with(List<String> overrides) {
        var changed = tree;
        for (var override : overrides) {
            var option = SetOption.parse(override);
            changed = changed.with(option.keyPath(), option.value());
        }
        return new ConfigFile(changed);
    }

    /**
     * Reads a resolved configuration back from its text, such as {@link #toYaml()} gives.
     *
     * @param name stands for the file name in messages
     * @throws ConfigException if the text is not valid YAML, or extends a file
     */
    public static ConfigFile parse(String name, String yaml) {
        var tree = YamlFile.mapping(YamlReader.read(yaml, line -> Place.line(name, line)));
        var named = tree.entries().get(YamlFile.EXTENDS);
        if (named != null) {
            throw ConfigException.at(named.place(), "'extends' can only be written in a file");
        }
        return new ConfigFile(tree);
    }

    /**
     * Builds a record from the tree: the keys are the names of its components, all of which must be written, unless
     * they are {@link org.jspecify.annotations.Nullable @Nullable} or {@link java.util.Optional}.
     *
     * <p>Components can be {@code int, long, float, double, boolean}, {@code String}, {@code Path}, enums (written in
     * lower case, with dashes or underscores), records, and {@code List}, {@code Map<String, ...>} and {@code Optional}
     * of these. Nothing is converted silently: {@code "3"} is no number, {@code 3} is no text, {@code no} is no
     * boolean.
     *
     * @throws ConfigException with one line for each mistake
     * @throws IllegalArgumentException if the record has a component of another type, or its package is not open to
     *     this module
     */
    public <T extends Record> T bind(Class<T> recordType) {
        return recordType.cast(RecordBinder.bind(tree, recordType, ""));
    }

    /**
     * The value of one key at the top, whatever else is written: which record the rest describes may depend on it.
     *
     * @throws ConfigException if the key is missing, or its value is none of the constants
     */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        var value = tree.entries().get(key);
        if (value == null) {
            throw Spelling.nearest(key, List.copyOf(tree.entries().keySet()))
                    .map(written -> Mismatch.misspelt(
                            tree.entries().getOrDefault(written, tree).place(), written, key))
                    .orElseGet(() -> Mismatch.missing(tree, key));
        }
        return type.cast(ValueBinder.bind(value, type, key));
    }

    /**
     * What an earlier configuration has otherwise: a line for each key, {@code 'seed' was 1, is 2}.
     *
     * @param expected keys that may differ, with all below them
     */
    public List<String> differencesFrom(ConfigFile earlier, Set<String> expected) {
        var was = FlatTree.of(earlier.tree);
        var is = FlatTree.of(tree);
        var keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        keys.removeIf(key -> Objects.equals(was.get(key), is.get(key))
                || expected.stream().anyMatch(one -> key.equals(one) || key.startsWith(one + ".")));
        return keys.stream()
                .map(key -> "'" + key + "' was " + was.getOrDefault(key, "not there") + ", is "
                        + is.getOrDefault(key, "not there"))
                .toList();
    }

    /** The resolved tree as YAML, every value as it was written; {@link #parse} reads it back. */
    public String toYaml() {
        return YamlWriter.write(tree, Map.of());
    }

    /**
     * A record as YAML from which {@link #bind} makes an equal one; absent components are written as {@code null}.
     *
     * @throws IllegalArgumentException if a component has a type that {@link #bind} does not know
     */
    public static String toYaml(Record config) {
        return YamlWriter.write(RecordTree.of(config), Map.of());
    }

    /**
     * The same with a comment on each key, as far as {@link KeyComments} knows one; in a list of groups the first has
     * them for all.
     *
     * @throws IllegalArgumentException if a component has a type that {@link #bind} does not know
     */
    public static String toCommentedYaml(Record config) {
        return YamlWriter.write(RecordTree.of(config), PathComments.of(config));
    }
}
