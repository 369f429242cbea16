package io.github.data2vec4j.config;

import java.util.Arrays;
import java.util.List;

/** A value given beside the file: {@code optimizer.lr=1e-4}. */
record SetOption(List<String> keyPath, Node value) {
    static SetOption parse(String written) {
        var sign = written.indexOf('=');
        var keyPath = sign < 0 ? List.<String>of() : keys(written.substring(0, sign));
        if (keyPath.isEmpty()
                || keyPath.stream().anyMatch(String::isEmpty)
                || written.substring(sign + 1).isBlank()) {
            throw ConfigException.unlocated(
                    "malformed override '" + written + "', write it as key.path=value (null to unset)");
        }
        var place = Place.override(String.join(".", keyPath));
        if (keyPath.getFirst().equals(YamlFile.EXTENDS)) {
            throw ConfigException.at(place, "'extends' can only be written in a file");
        }
        return new SetOption(keyPath, YamlReader.read(written.substring(sign + 1), line -> place));
    }

    private static List<String> keys(String path) {
        return Arrays.stream(path.split("\\.", -1)).map(String::strip).toList();
    }
}
