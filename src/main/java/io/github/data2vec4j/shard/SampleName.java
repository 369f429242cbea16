package io.github.data2vec4j.shard;

import org.jspecify.annotations.Nullable;

/**
 * The name of an archive's entry as WebDataset reads it: the key is the path up to the first dot of the file name, the
 * suffix what follows.
 *
 * @param key such as {@code cats/0001}
 * @param suffix such as {@code jpg} or {@code left.jpg}
 */
record SampleName(String key, String suffix) {

    /** Null for what WebDataset leaves out: names without dot or key, and {@code __its own notes__}. */
    static @Nullable SampleName of(String path) {
        int start = path.lastIndexOf('/') + 1;
        int dot = path.indexOf('.', start);
        if (dot <= start || (path.startsWith("__") && path.endsWith("__"))) {
            return null;
        }
        return new SampleName(path.substring(0, dot), path.substring(dot + 1));
    }
}
