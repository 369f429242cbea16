package io.github.data2vec4j.cli;

import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Modality;
import io.github.data2vec4j.data2vec.Preview;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Data that was found, and the model for it.
 *
 * @param preview shows some of the data with its masks
 * @param description what was found, such as {@code 195 pictures}
 * @param descriptionWriter writes what others need to know of the model's input and shape
 * @param opened what the source reads from, closed when the run ends
 */
record Corpus(
        Modality modality,
        Source source,
        Preview preview,
        String description,
        DescriptionWriter descriptionWriter,
        Closeable opened)
        implements Closeable {

    /** Data of which nothing stays open. */
    Corpus(Modality modality, Source source, Preview preview, String description, DescriptionWriter descriptionWriter) {
        this(modality, source, preview, description, descriptionWriter, () -> {});
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
