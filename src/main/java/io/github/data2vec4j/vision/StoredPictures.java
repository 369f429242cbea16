package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.shard.ShardFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens pictures wherever they are stored. */
public final class StoredPictures {

    private StoredPictures() {}

    /**
     * Opens the pictures of shards, if there are any (see {@link ShardFiles#find}), or else of a folder tree or a list.
     *
     * @param progress is told of each shard, and of what is passed over
     * @throws IOException if there are none, or they cannot be read
     */
    public static StoredSamples open(Path place, SearchProgress progress) throws IOException {
        var shards = ShardFiles.find(place, PictureFiles.WANTED, progress);
        return shards.isPresent()
                ? shards.get().open(PictureFiles.WANTED, progress)
                : new FileSamples(PictureFiles.find(place, progress));
    }

    /** The same, and nobody is told how far it is. */
    public static StoredSamples open(Path place) throws IOException {
        return open(place, SearchProgress.NONE);
    }
}
