package io.github.data2vec4j.shard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links of an archive, as tar writes them for files that lie in several places of a folder tree. Most archives have
 * none, so where their targets lie is looked up in a second pass: a target may come behind its link, and to remember
 * all names would take much memory.
 */
final class TarLinks {

    /** Where a file lies. */
    record Place(long offset, long size) {}

    private final Map<Integer, String> targets = new HashMap<>();

    /**
     * Notes a link.
     *
     * @param entry its number
     * @param target the path in the archive that it leads to
     */
    void add(int entry, String target) {
        targets.put(entry, target);
    }

    /** The places that entries stand for; one whose target is not in the archive, or a link itself, has none. */
    Map<Integer, Place> resolve(Path archive) throws IOException {
        if (targets.isEmpty()) {
            return Map.of();
        }
        var wanted = Set.copyOf(targets.values());
        var places = new HashMap<String, Place>();
        TarScanner.scan(archive, new TarScanner.Visitor() {
            @Override
            public void file(String name, long offset, long size) {
                var path = TarPath.plain(name);
                if (path != null && wanted.contains(path)) {
                    places.put(path, new Place(offset, size));
                }
            }

            @Override
            public void link(String name, @Nullable String target) {}
        });
        var resolved = new HashMap<Integer, Place>();
        targets.forEach((entry, target) -> {
            var place = places.get(target);
            if (place != null) {
                resolved.put(entry, place);
            }
        });
        return resolved;
    }
}
