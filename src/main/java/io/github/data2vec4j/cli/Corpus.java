package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.BadSample;
import io.github.data2vec4j.data.BadSamples;
import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Preview;
import io.github.data2vec4j.train.BadSampleFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Data that was found, and the model for it.
 *
 * @param preview shows some of the data with its masks
 * @param description what was found, such as {@code 195 pictures}
 * @param descriptionWriter writes what others need to know of the model's input and shape
 * @param opened what the source reads from, closed when the run ends
 * @param bad samples that cannot be used, as far as finding the data showed
 */
record Corpus(
        Modality modality,
        Source source,
        Preview preview,
        String description,
        DescriptionWriter descriptionWriter,
        Closeable opened,
        List<BadSample> bad)
        implements Closeable {

    /** Data of which nothing is known to be bad. */
    Corpus(
            Modality modality,
            Source source,
            Preview preview,
            String description,
            DescriptionWriter descriptionWriter,
            Closeable opened) {
        this(modality, source, preview, description, descriptionWriter, opened, List.of());
    }

    Corpus {
        bad = List.copyOf(bad);
    }

    /**
     * What is left out in a run on it. What finding the data showed is numbered after all samples.
     *
     * @param maxShare how much of it may be left out
     * @throws io.github.data2vec4j.data.TooManyBadSamplesException if more cannot be used already
     */
    BadSamples badSamples(double maxShare, BadSampleFile list) throws IOException {
        var all = new BadSamples(source.size() + bad.size(), maxShare, list);
        all.addEarlier(list.earlier());
        all.add(IntStream.range(0, bad.size())
                .mapToObj(i -> bad.get(i).numbered(source.size() + i))
                .toList());
        return all;
    }

    /** Writes files beside a model's weights, {@code config.json} first of all. */
    @FunctionalInterface
    interface DescriptionWriter {
        void writeTo(Path modelFolder) throws IOException;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
