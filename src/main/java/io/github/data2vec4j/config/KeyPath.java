package io.github.data2vec4j.config;

/** How messages name a value: {@code optimizer.betas[1]}; the empty path is the whole configuration. */
final class KeyPath {
    private KeyPath() {}

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The path as the subject of a sentence, with a space after it; nothing for the whole configuration. */
    static String subject(String path) {
        return path.isEmpty() ? "" : "'" + path + "' ";
    }
}
