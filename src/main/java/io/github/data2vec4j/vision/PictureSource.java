package io.github.data2vec4j.vision;

import io.github.data2vec4j.data.BatchPlan;
import io.github.data2vec4j.data.EpochOrder;
import io.github.data2vec4j.data.FixedPlan;
import io.github.data2vec4j.data.Randomness;
import io.github.data2vec4j.data.Reading;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data.StoredSamples;
import io.github.data2vec4j.torch.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Stored pictures, each shown in a newly drawn view: float32 [channel, height, width]. */
public final class PictureSource implements Source {

    private final StoredSamples pictures;
    private final PictureDecoder decoder;
    private final Augmentation augmentation;
    private final int batchSize;
    private final Reading reading;

    /**
     * Pictures that the JDK decodes, alike on every machine.
     *
     * @param pictures encoded; the caller's, to be closed after use
     * @param batchSize pictures of a batch
     */
    public PictureSource(StoredSamples pictures, Augmentation augmentation, int batchSize) {
        this(pictures, JpegDecoder.IMAGEIO, augmentation, batchSize, Reading.DEFAULT);
    }

    /**
     * The same, with a decoder of one's choice and read in a way of its own.
     *
     * @throws io.github.data2vec4j.torch.NativeLoadException if the decoder is not installed
     */
    public PictureSource(
            StoredSamples pictures, JpegDecoder jpeg, Augmentation augmentation, int batchSize, Reading reading) {
        this.decoder = jpeg.open();
        this.pictures = pictures;
        this.augmentation = augmentation;
        this.batchSize = batchSize;
        this.reading = reading;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public String name(int sample) {
        return pictures.content(sample).name();
    }

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public BatchPlan plan(Randomness randomness) {
        var shape = new long[] {3, augmentation.size(), augmentation.size()};
        return new FixedPlan(new EpochOrder(randomness, pictures.shards(), reading.shuffleWindow()), batchSize, shape);
    }

    @Override
    public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
        try (var picture = decoder.open(pictures.content(sample))) {
            var view = augmentation.draw(picture.width(), picture.height(), randomness.generator());
            augmentation.show(picture.decode(view.leastScale(augmentation.size())), view, slot);
        }
    }
}
