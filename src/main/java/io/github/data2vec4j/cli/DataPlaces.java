package io.github.data2vec4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of a run is.
 *
 * @param data folder or list
 * @param tokenizer a {@code tokenizer.json}, or null for one that is learnt from the data
 * @param textKey what the text is called in JSON lines, or null for the usual name
 * @param output the run's folder
 * @param overwrite whether what an earlier run left there is replaced
 * @param out where to say what takes long
 */
record DataPlaces(
        Path data,
        @Nullable Path tokenizer,
        @Nullable String textKey,
        Path output,
        boolean overwrite,
        PrintWriter out) {

    /** @throws WrongArgumentException if a tokenizer, or a key, is given for what is no text */
    void refuseTokenizer() {
        if (tokenizer != null) {
            throw new WrongArgumentException("--tokenizer is for text only");
        }
        if (textKey != null) {
            throw new WrongArgumentException("--text-key is for text only");
        }
    }
}
