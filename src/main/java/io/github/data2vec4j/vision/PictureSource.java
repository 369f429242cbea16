package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Pictures of files, each shown in a newly drawn view. */
public final class PictureSource implements Source {

    private final List<Path> files;
    private final Augmentation augmentation;

    public PictureSource(List<Path> files, Augmentation augmentation) {
        this.files = List.copyOf(files);
        this.augmentation = augmentation;
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public long[] sampleShape() {
        return new long[] {3, augmentation.size(), augmentation.size()};
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        augmentation.apply(Picture.read(files.get(sample)), randomness.generator(), slot);
    }
}
