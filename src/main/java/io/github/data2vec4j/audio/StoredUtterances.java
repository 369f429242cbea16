package io.github.data2vec4j.audio;

import io.github.data2vec4j.data.FileSamples;
import io.github.data2vec4j.data.SearchProgress;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.shard.ShardFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Utterances, wherever they are stored.
 *
 * @param found what there is
 * @param opened what they are read from
 */
public record StoredUtterances(FoundUtterances found, StoredSamples opened) implements AutoCloseable {

    /**
     * Opens the recordings of shards, if there are any (see {@link ShardFiles#find}), or else of a folder tree or a
     * manifest.
     *
     * @throws IOException if there are none, or they cannot be read
     */
    public static StoredUtterances open(Path place, AudioFiles wanted, SearchProgress progress) throws IOException {
        var shards = ShardFiles.find(place, AudioFiles.WANTED, progress);
        if (shards.isEmpty()) {
            return new StoredUtterances(wanted.find(place, progress), new FileSamples(List.of()));
        }
        var opened = shards.get().open(AudioFiles.WANTED, progress);
        try {
            return new StoredUtterances(wanted.find(opened, progress), opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** The utterances cannot be read any more. */
    @Override
    public void close() {
        opened.close();
    }
}
