package io.github.data2vec4j.torch;

import java.nio.file.Path;
import java.util.Map;

/** Where this user's files lie that can be made again: unpacked libraries, indices of shards. */
public final class CacheFolder {

    private CacheFolder() {}

    /** {@code DATA2VEC4J_CACHE}, else data2vec4j below {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
    public static Path ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", System.getProperty("java.io.tmpdir"))));
    }

    static Path of(Map<String, String> environment, Path home) {
        var own = environment.getOrDefault("DATA2VEC4J_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        var common = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (common.isEmpty() ? home.resolve(".cache") : Path.of(common)).resolve("data2vec4j");
    }
}
