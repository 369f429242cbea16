package io.github.data2vec4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of a run is.
 *
 * @param data folder or list
 * @param tokenizer a {@code tokenizer.json}, or null for one that is learnt from the data
 * @param output the run's folder
 * @param out where to say what takes long
 */
record DataPlaces(Path data, @Nullable Path tokenizer, Path output, PrintWriter out) {

    /** @throws WrongArgumentException if a tokenizer is given for what is no text */
    void refuseTokenizer() {
        if (tokenizer != null) {
            throw new WrongArgumentException("--tokenizer is for text only");
        }
    }
}
