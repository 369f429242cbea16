package io.github.data2vec4j.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes of the parts of a value, so that all of them are told at once. */
final class Mistakes {
    private final List<ConfigException> found = new ArrayList<>();

    /** Runs the binding of one part, and goes on if it fails. */
    void collect(Runnable binding) {
        try {
            binding.run();
        } catch (ConfigException e) {
            found.add(e);
        }
    }

    void add(ConfigException mistake) {
        found.add(mistake);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw ConfigException.all(found);
        }
    }
}
