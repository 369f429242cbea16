package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.BatchPlan;
import io.github.data2vec4j.data.FixedPlan;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Pictures of files, each shown in a newly drawn view: float32 [channel, height, width]. */
public final class PictureSource implements Source {

    private final List<Path> files;
    private final Augmentation augmentation;
    private final int batchSize;

    /** @param batchSize pictures of a batch */
    public PictureSource(List<Path> files, Augmentation augmentation, int batchSize) {
        this.files = List.copyOf(files);
        this.augmentation = augmentation;
        this.batchSize = batchSize;
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public String name(int sample) {
        return files.get(sample).toString();
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        var shape = new long[] {3, augmentation.size(), augmentation.size()};
        return new FixedPlan(files.size(), batchSize, shape, randomness);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        augmentation.apply(Picture.read(files.get(sample)), randomness.generator(), slot);
    }
}
