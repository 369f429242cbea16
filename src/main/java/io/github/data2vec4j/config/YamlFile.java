package io.github.data2vec4j.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One file and the files it extends. */
final class YamlFile {
    static final String EXTENDS = "extends";

    private YamlFile() {}

    /** The tree of {@code file} laid over the trees of the files that it extends, directly or through others. */
    static Node.Mapping resolve(Path file) {
        return resolve(file, List.of());
    }

    private static Node.Mapping resolve(Path file, List<Path> extendedBy) {
        var tree = read(file);
        var named = tree.entries().get(EXTENDS);
        if (named == null) {
            return tree;
        }
        var chain = new ArrayList<>(extendedBy);
        chain.add(file);
        var base = base(file, named);
        if (chain.stream().anyMatch(earlier -> isSame(earlier, base))) {
            var circle = Stream.concat(chain.stream(), Stream.of(base)).map(Path::toString);
            throw ConfigException.at(
                    named.place(), "'extends' goes round in a circle: " + circle.collect(Collectors.joining(" -> ")));
        }
        return resolve(base, chain).mergedWith(tree.without(EXTENDS));
    }

    private static Path base(Path file, Node named) {
        if (!(named instanceof Node.Scalar scalar) || scalar.kind() != ScalarKind.TEXT) {
            throw ConfigException.at(named.place(), "'extends' must be the name of one file, is " + named.describe());
        }
        var base = file.resolveSibling(scalar.text()).normalize();
        if (!Files.isRegularFile(base)) {
            throw ConfigException.at(
                    named.place(), "'extends' names " + scalar.describe() + ", but there is no file " + base);
        }
        return base;
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            throw unreadable(a, e);
        }
    }

    private static Node.Mapping read(Path file) {
        return mapping(YamlReader.read(text(file), line -> Place.line(file, line)));
    }

    /** The root of a configuration, which must be a group of keys. */
    static Node.Mapping mapping(Node root) {
        if (root instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw ConfigException.at(root.place(), "must be a group of keys, is " + root.describe());
    }

    private static String text(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        var decoded = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), decoded, true);
        decoded.flip();
        if (result.isError()) {
            var line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
            throw ConfigException.at(Place.line(file, line), "is not UTF-8 text from here on");
        }
        return decoded.toString();
    }

    private static ConfigException unreadable(Path file, IOException e) {
        return ConfigException.at(
                new Place(file.toString()),
                e instanceof NoSuchFileException ? "there is no such file" : "cannot be read: " + e.getMessage(),
                e);
    }
}
