package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.shard.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Which files are pictures, and where to find them. */
public final class PictureFiles {

    private static final List<String> KINDS = List.of("jpg", "jpeg", "png", "webp");
    private static final List<String> ENDINGS =
            KINDS.stream().map(kind -> "." + kind).toList();
    private static final FileSearch SEARCH = new FileSearch("picture", ENDINGS, ENDINGS);

    /** What is looked for in shards. */
    public static final Wanted WANTED = new Wanted("picture", Set.copyOf(KINDS), List.of("image", "img", "picture"));

    private PictureFiles() {}

    /**
     * All pictures of a folder tree or of a list file, whichever the path is.
     *
     * @throws IOException as {@link FileSearch#find}
     */
    public static List<Path> find(Path folderOrList) throws IOException {
        return SEARCH.find(folderOrList);
    }
}
