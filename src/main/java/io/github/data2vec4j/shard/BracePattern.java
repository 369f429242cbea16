package io.github.data2vec4j.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names such as {@code train-{000000..000146}.tar}, as WebDataset and shells write them. */
final class BracePattern {

    private static final Pattern RANGE = Pattern.compile("\\{([0-9]{1,9})\\.\\.([0-9]{1,9})\\}");
    private static final int MOST = 1_000_000;

    private BracePattern() {}

    static boolean isIn(String name) {
        return RANGE.matcher(name).find();
    }

    /**
     * All names that are meant, in the order of the numbers; the first range counts slowest. Numbers have as many
     * digits as the first of their range.
     *
     * @throws BadShardException if a range runs backwards, or there are too many names
     */
    static List<String> expand(String name) throws BadShardException {
        var range = RANGE.matcher(name);
        if (!range.find()) {
            return List.of(name);
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (last < first) {
            throw new BadShardException("%s: the range %s runs backwards".formatted(name, range.group()));
        }
        var rest = expand(name.substring(range.end()));
        if ((last - first + 1L) * rest.size() > MOST) {
            throw new BadShardException(name + " stands for more than " + MOST + " files");
        }
        var names = new ArrayList<String>();
        for (int i = first; i <= last; i++) {
            var digits = ("%0" + range.group(1).length() + "d").formatted(i);
            for (var ending : rest) {
                names.add(name.substring(0, range.start()) + digits + ending);
            }
        }
        return names;
    }
}
