package io.github.data2vec4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts that a corpus is divided into for training and testing, as names of folders and files tell them. */
public final class Splits {

    private static final List<String> NAMES =
            List.of("train", "training", "val", "valid", "validation", "dev", "eval", "test", "testing");
    private static final Pattern NAME = Pattern.compile("(%s)([-_.0-9].*)?".formatted(String.join("|", NAMES)));

    private Splits() {}

    /**
     * A sentence that tells if there are several.
     *
     * @param paths below the folder; of each the first name is taken that is a split's, such as {@code train-clean-100}
     */
    public static Optional<String> together(Stream<Path> paths, Path folder) {
        var found = new TreeSet<Integer>();
        var before = new Path[1];
        paths.forEach(path -> {
            // Neighbours mostly lie in the same folder.
            if (!path.equals(before[0])) {
                before[0] = path;
                var split = splitOf(folder.relativize(path));
                if (split != null) {
                    found.add(NAMES.indexOf(split));
                }
            }
        });
        if (found.size() < 2) {
            return Optional.empty();
        }
        var names = found.stream().map(NAMES::get).toList();
        return Optional.of("reads %s and %s together; name one of them to read it alone"
                .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast()));
    }

    private static @Nullable String splitOf(Path path) {
        for (var name : path) {
            var split = NAME.matcher(name.toString().toLowerCase(Locale.ROOT));
            if (split.matches()) {
                return split.group(1);
            }
        }
        return null;
    }
}
