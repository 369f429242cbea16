package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.FileSearch;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.Splits;
import io.github.data2vec4j.shard.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Which files are pictures, and where to find them. */
public final class PictureFiles {

    private static final List<String> KINDS = List.of("jpg", "jpeg", "png", "webp");
    private static final List<String> ENDINGS =
            KINDS.stream().map(kind -> "." + kind).toList();
    private static final FileSearch SEARCH = new FileSearch(
            "picture",
            ENDINGS,
            ENDINGS,
            List.of(
                    ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".j2k", ".ppm", ".pgm",
                    ".psd", ".dng", ".cr2", ".nef", ".arw"));

    /** What is looked for in shards. */
    public static final Wanted WANTED = new Wanted("picture", Set.copyOf(KINDS), List.of("image", "img", "picture"));

    private PictureFiles() {}

    /**
     * All pictures of a folder tree or of a list file, whichever the path is.
     *
     * @param progress is told of what is not read, and of training and test data that are read together
     * @throws IOException as {@link FileSearch#find}
     */
    public static List<Path> find(Path folderOrList, SearchProgress progress) throws IOException {
        var pictures = SEARCH.find(folderOrList, progress);
        if (Files.isDirectory(folderOrList)) {
            Splits.together(pictures.stream().map(file -> file.resolveSibling("")), folderOrList)
                    .ifPresent(progress::note);
        }
        return pictures;
    }

    /** The same, and nobody is told. */
    public static List<Path> find(Path folderOrList) throws IOException {
        return find(folderOrList, SearchProgress.NONE);
    }
}
