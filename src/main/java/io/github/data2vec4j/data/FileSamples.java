package io.github.data2vec4j.data;

import java.nio.file.Path;
import java.util.List;

/** Samples that each have a file of their own. */
public final class FileSamples implements StoredSamples {

    private final List<Path> files;

    public FileSamples(List<Path> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public Shards shards() {
        return Shards.one(files.size());
    }

    @Override
    public Content content(int sample) {
        return new FileContent(files.get(sample));
    }

    /** Does nothing: a file is open only while it is read. */
    @Override
    public void close() {}
}
