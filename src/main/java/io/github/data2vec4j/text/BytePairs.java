package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A byte-level byte-pair vocabulary, made by {@link BytePairTrainer}. Tokens 0 to 3 are {@code <s>}, {@code <pad>},
 * {@code </s>} and {@code <unk>}, as in RoBERTa; the 256 bytes and one token per merge follow; {@code <mask>} is the
 * last.
 *
 * @param tokens how each token is spelled, with one character for each byte as in GPT-2's vocabulary
 * @param merges which two tokens become one, the first learned first
 */
public record BytePairs(List<String> tokens, List<Merge> merges) {

    static final List<String> LEADING = List.of("<s>", "<pad>", "</s>", "<unk>");
    static final String MASK = "<mask>";

    public BytePairs {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** Two tokens, by their spelling, that become one. */
    public record Merge(String first, String second) {}

    /** Number of tokens. */
    public int size() {
        return tokens.size();
    }

    /**
     * Writes a {@code tokenizer.json} that {@link Tokenizer} and Hugging Face's tokenizers and transformers read.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path tokenizerJson) throws IOException {
        TokenizerJsonWriter.write(this, tokenizerJson);
    }
}
