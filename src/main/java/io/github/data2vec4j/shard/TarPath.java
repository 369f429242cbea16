package io.github.data2vec4j.shard;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Paths in an archive, in one form: {@code ./a//b} and {@code a/c/../b} are {@code a/b}. */
final class TarPath {

    private TarPath() {}

    /** That form; null if the path leads out of the archive. */
    static @Nullable String plain(String path) {
        var parts = new ArrayDeque<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Where a symbolic link leads; null if that is out of the archive. */
    static @Nullable String beside(String link, String target) {
        return target.startsWith("/") ? null : plain(link.substring(0, link.lastIndexOf('/') + 1) + target);
    }
}
