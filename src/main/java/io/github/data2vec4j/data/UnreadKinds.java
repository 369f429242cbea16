package io.github.data2vec4j.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts files whose kind cannot be read, though their owner may believe that they are. */
final class UnreadKinds {

    static final String ARROW = ".arrow";

    /** Of whatever media: a corpus as it was fetched, not yet unpacked, or written by datasets' save_to_disk. */
    private static final List<String> PACKED = List.of(
            ".tar.gz",
            ".tgz",
            ".tar.bz2",
            ".tbz2",
            ".tar.xz",
            ".txz",
            ".tar.zst",
            ".tzst",
            ".zip",
            ".7z",
            ".rar",
            ARROW);

    private final List<String> endings;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param endings in small letters, such as {@code .tif}; counted are these and archives */
    UnreadKinds(List<String> endings) {
        this.endings = endings;
    }

    /** @param name of a file, in small letters */
    void count(String name) {
        var ending = endingOf(name, PACKED);
        ending = ending.isEmpty() ? endingOf(name, endings) : ending;
        if (!ending.isEmpty()) {
            counts.merge(ending, 1, Integer::sum);
        }
    }

    private static String endingOf(String name, List<String> endings) {
        for (var ending : endings) {
            if (name.endsWith(ending)) {
                return ending;
            }
        }
        return "";
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    boolean hasArrow() {
        return counts.containsKey(ARROW);
    }

    /** The most frequent first, such as {@code 100,000 *.tif, 3 *.bmp}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(kind -> String.format(Locale.ROOT, "%,d *%s", kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
    }
}
